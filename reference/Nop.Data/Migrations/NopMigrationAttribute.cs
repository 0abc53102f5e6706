using System.Globalization;
using FluentMigrator;

namespace Nop.Data.Migrations;

public class NopMigrationAttribute : MigrationAttribute
{
    private static readonly string[] _dateFormats =
        [.. from date in new[] { "yyyy-MM-dd", "yyyy.MM.dd", "yyyy/MM/dd" }
            from time in new[] { "HH:mm:ss", "HH:mm:ss:fffffff" }
            select $"{date} {time}"];

    public NopMigrationAttribute(
        string dateTime, MigrationProcessType targetMigrationProcess = MigrationProcessType.NoMatter)
        : this(dateTime, null, targetMigrationProcess)
    {
    }

    public NopMigrationAttribute(
        string dateTime, string description, MigrationProcessType targetMigrationProcess = MigrationProcessType.NoMatter)
        : base(Ticks(dateTime), description)
    {
        TargetMigrationProcess = targetMigrationProcess;
    }

    public NopMigrationAttribute(
        string dateTime, string nopVersion, UpdateMigrationType updateMigrationType,
        MigrationProcessType targetMigrationProcess = MigrationProcessType.NoMatter)
        : base(Ticks(dateTime) + (int)updateMigrationType, $"{nopVersion}: {updateMigrationType}")
    {
        TargetMigrationProcess = targetMigrationProcess;
    }

    public virtual MigrationProcessType TargetMigrationProcess { get; }

    public virtual bool IsSchemaMigration { get; protected set; }

    public virtual bool ApplyInDbOnDebugMode { get; protected set; } = true;

    private static long Ticks(string dateTime) =>
        DateTime.ParseExact(dateTime, _dateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None).Ticks;
}
