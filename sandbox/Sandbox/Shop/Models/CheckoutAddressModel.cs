using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.Rendering;
using Nop.Web.Framework.Models;

namespace Sandbox.Shop.Models;

public record CheckoutAddressModel : BaseNopModel
{
    /// <summary>Gets or sets one of <see cref="Known"/>; 0 for the new address of the other fields.</summary>
    public int AddressId { get; set; }

    [Display(Name = "First name"), Required]
    public string FirstName { get; set; }

    [Display(Name = "Last name"), Required]
    public string LastName { get; set; }

    [Display(Name = "Email"), Required, EmailAddress]
    public string Email { get; set; }

    [Display(Name = "Country"), Range(1, int.MaxValue, ErrorMessage = "Please choose a country.")]
    public int CountryId { get; set; }

    [Display(Name = "City"), Required]
    public string City { get; set; }

    [Display(Name = "Street and number"), Required]
    public string Address1 { get; set; }

    [Display(Name = "Postal code"), Required]
    public string ZipPostalCode { get; set; }

    [Display(Name = "Phone")]
    public string PhoneNumber { get; set; }

    public IList<SelectListItem> Countries { get; set; } = [];

    public IList<SelectListItem> Known { get; set; } = [];
}
