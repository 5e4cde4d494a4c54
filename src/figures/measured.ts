export interface Measured {
  value: number;
  /** 95 %, null where the figure has none; `high` is null where the data give no upper bound. */
  interval: { low: number; high: number | null } | null;
}
