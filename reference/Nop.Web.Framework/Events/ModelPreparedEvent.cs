namespace Nop.Web.Framework.Events;

public class ModelPreparedEvent<T>
{
    public ModelPreparedEvent(T model)
    {
        Model = model;
    }

    public T Model { get; protected set; }
}
