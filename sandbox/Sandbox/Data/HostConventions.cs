using FluentMigrator.Expressions;
using FluentMigrator.Runner;
using FluentMigrator.Runner.Conventions;

namespace Sandbox.Data;

/// <summary>FluentMigrator's conventions with those of nopCommerce in place of the ones for columns and names.</summary>
internal sealed class HostConventions : IConventionSet
{
    private readonly DefaultConventionSet _default = new();

    public HostConventions(IDatabaseConventions database)
    {
        ColumnsConventions = [new Columns(database), new DefaultPrimaryKeyNameConvention()];
        IndexConventions = [new Indexes(database), _default.SchemaConvention];
        ForeignKeyConventions = [new ForeignKeys(database), _default.SchemaConvention];
    }

    public IRootPathConvention RootPathConvention => _default.RootPathConvention;

    public DefaultSchemaConvention SchemaConvention => _default.SchemaConvention;

    public IList<IColumnsConvention> ColumnsConventions { get; }

    public IList<IConstraintConvention> ConstraintConventions => _default.ConstraintConventions;

    public IList<IForeignKeyConvention> ForeignKeyConventions { get; }

    public IList<IIndexConvention> IndexConventions { get; }

    public IList<ISequenceConvention> SequenceConventions => _default.SequenceConventions;

    public IList<IAutoNameConvention> AutoNameConventions => _default.AutoNameConventions;

    private sealed class Columns(IDatabaseConventions database) : IColumnsConvention
    {
        public IColumnsExpression Apply(IColumnsExpression expression)
        {
            foreach (var column in expression.Columns)
                database.Adjust(column);
            return expression;
        }
    }

    private sealed class Indexes(IDatabaseConventions database) : IIndexConvention
    {
        public IIndexExpression Apply(IIndexExpression expression)
        {
            var index = expression.Index;
            if (string.IsNullOrEmpty(index.Name))
                index.Name = database.IndexName(index.TableName, string.Join('_', index.Columns.Select(column => column.Name)));
            return expression;
        }
    }

    private sealed class ForeignKeys(IDatabaseConventions database) : IForeignKeyConvention
    {
        public IForeignKeyExpression Apply(IForeignKeyExpression expression)
        {
            var key = expression.ForeignKey;
            if (string.IsNullOrEmpty(key.Name))
            {
                key.Name = database.ForeignKeyName(
                    key.ForeignTable, string.Join('_', key.ForeignColumns), key.PrimaryTable, string.Join('_', key.PrimaryColumns));
            }

            return expression;
        }
    }
}
