namespace Nop.Web.Framework.Models.DataTables;

public class RenderDate : IRender
{
    public RenderDate()
    {
        Format = "L LTS";
    }

    public string Format { get; set; }
}
