using Microsoft.AspNetCore.Mvc;
using Nop.Core.Domain.Logging;
using Nop.Core.Domain.Orders;
using Nop.Core.Domain.Payments;
using Nop.Data;
using Sandbox.Admin.Models;
using Sandbox.Shop;

namespace Sandbox.Admin.Controllers;

public class HomeController : AdminController
{
    private const int ErrorLevel = (int)Nop.Core.Domain.Logging.LogLevel.Error;

    [HttpGet]
    public async Task<IActionResult> Index()
    {
        var orders = Service<IRepository<Order>>().Table.Where(order => !order.Deleted);
        var paid = orders.Where(order =>
            order.PaymentStatusId >= (int)PaymentStatus.Paid && order.PaymentStatusId <= (int)PaymentStatus.Refunded);
        return View(new DashboardModel
        {
            Orders = orders.Count(),
            Pending = orders.Count(order =>
                order.PaymentStatusId == (int)PaymentStatus.Pending && order.OrderStatusId != (int)OrderStatus.Cancelled),
            Paid = await Service<OrderModelFactory>().PriceAsync(
                paid.ToList().Sum(order => order.OrderTotal - order.RefundedAmount)),
            Errors = Service<IRepository<Log>>().Table.Count(entry => entry.LogLevelId >= ErrorLevel)
        });
    }
}
