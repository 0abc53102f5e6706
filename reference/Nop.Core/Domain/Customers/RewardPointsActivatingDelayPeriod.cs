namespace Nop.Core.Domain.Customers;

public enum RewardPointsActivatingDelayPeriod
{
    Hours = 0,
    Days = 1,
}
