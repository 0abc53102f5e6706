using Moq;
using Nop.Core.Domain.Orders;
using Nop.Plugin.Payments.Glase.Tests.Support;
using NUnit.Framework;

namespace Nop.Plugin.Payments.Glase.Tests.Unit.Services.Storage;

public class OrderNotesTests
{
    private readonly PaymentFixture _fixture = new();

    [Test]
    public async Task A_note_that_the_database_refuses_is_written_once_in_plain_characters()
    {
        _fixture.OrderService.Setup(service => service.InsertOrderNoteAsync(It.Is<OrderNote>(note => note.Note.Contains('\uD83C'))))
            .ThrowsAsync(new InvalidOperationException("Incorrect string value"));

        Assert.That(await _fixture.OrderNotes.AddOnceAsync(1, "Glase: \U0001F381 is sold out"), Is.True);
        Assert.That(await _fixture.OrderNotes.AddOnceAsync(1, "Glase: \U0001F381 is sold out"), Is.False);

        Assert.That(_fixture.Notes.Select(note => note.Note), Is.EqualTo(new[] { "Glase: ? is sold out" }));
    }
}
