using System.ComponentModel.DataAnnotations;
using Nop.Web.Framework.Models;

namespace Sandbox.Shop.Models;

public record LoginModel : BaseNopModel
{
    [Display(Name = "Email"), Required, EmailAddress]
    public string Email { get; set; }

    [Required, DataType(DataType.Password)]
    public string Password { get; set; }

    public string ReturnUrl { get; set; }
}
