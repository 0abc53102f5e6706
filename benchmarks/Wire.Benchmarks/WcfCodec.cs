using System.ServiceModel;
using System.ServiceModel.Channels;
using System.ServiceModel.Description;
using System.Text;

namespace Wire.Benchmarks;

/// <summary>
/// WCF's way from a typed message to bytes and back, without a channel.
/// </summary>
internal sealed class WcfCodec<TRequest, TAnswer>
{
    private const int MaxHeaders = 64 * 1024;
    private const string AnyAction = "*";

    private static readonly XmlSerializerFormatAttribute _format = new();

    private readonly BufferManager _buffers = BufferManager.CreateBufferManager(16 * 1024 * 1024, 1024 * 1024);
    private readonly MessageEncoder _encoder =
        new TextMessageEncodingBindingElement(MessageVersion.Soap11, Encoding.UTF8).CreateMessageEncoderFactory().Encoder;

    private readonly TypedMessageConverter _requests =
        TypedMessageConverter.Create(typeof(TRequest), "", MerchantNamespace.Uri, _format);

    private readonly TypedMessageConverter _answers =
        TypedMessageConverter.Create(typeof(TAnswer), AnyAction, MerchantNamespace.Uri, _format);

    public int Encode(TRequest request)
    {
        using var message = _requests.ToMessage(request, MessageVersion.Soap11);
        var bytes = _encoder.WriteMessage(message, int.MaxValue, _buffers);
        _buffers.ReturnBuffer(bytes.Array);
        return bytes.Count;
    }

    public TAnswer Decode(byte[] answer)
    {
        using var stream = new MemoryStream(answer, writable: false);
        using var message = _encoder.ReadMessage(stream, MaxHeaders);
        return (TAnswer)_answers.FromMessage(message);
    }
}
