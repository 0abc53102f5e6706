namespace Sandbox.Admin.Models;

public record ScheduleTaskModel(int Id, string Name, int Seconds, bool IsEnabled, string LastStart, string LastSuccess);
