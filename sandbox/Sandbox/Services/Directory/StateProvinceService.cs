using Nop.Core.Domain.Directory;
using Nop.Data;
using Nop.Services.Directory;

namespace Sandbox.Services.Directory;

internal sealed class StateProvinceService : IStateProvinceService
{
    private readonly IRepository<StateProvince> _states;

    public StateProvinceService(IRepository<StateProvince> states)
    {
        _states = states;
    }

    public Task<StateProvince> GetStateProvinceByIdAsync(int stateProvinceId)
    {
        return _states.GetByIdAsync(stateProvinceId, _ => default);
    }
}
