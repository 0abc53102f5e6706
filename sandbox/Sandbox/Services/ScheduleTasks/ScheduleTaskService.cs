using Nop.Core.Domain.ScheduleTasks;
using Nop.Data;
using Nop.Services.ScheduleTasks;

namespace Sandbox.Services.ScheduleTasks;

internal sealed class ScheduleTaskService : IScheduleTaskService
{
    private readonly IRepository<ScheduleTask> _tasks;

    public ScheduleTaskService(IRepository<ScheduleTask> tasks)
    {
        _tasks = tasks;
    }

    public Task DeleteTaskAsync(ScheduleTask task) => _tasks.DeleteAsync(task, false);

    public Task<ScheduleTask> GetTaskByIdAsync(int taskId) => _tasks.GetByIdAsync(taskId);

    public Task<ScheduleTask> GetTaskByTypeAsync(string type)
    {
        return Task.FromResult(_tasks.Table.Where(task => task.Type == type).OrderByDescending(task => task.Id).FirstOrDefault());
    }

    public Task<IList<ScheduleTask>> GetAllTasksAsync(bool showHidden = false)
    {
        return _tasks.GetAllAsync(query => query
            .Where(task => showHidden || task.Enabled)
            .OrderByDescending(task => task.Seconds));
    }

    public Task InsertTaskAsync(ScheduleTask task) => _tasks.InsertAsync(task, false);

    public Task UpdateTaskAsync(ScheduleTask task) => _tasks.UpdateAsync(task, false);
}
