const MiB = 2 ** 20;

/** A share of the machine's memory in MB, within bounds. */
function share(memory: number, part: number, least: number, most: number): string {
  return `${Math.round(Math.min(most, Math.max(least, memory / MiB / part)))}MB`;
}

/** Settings for a machine with `memory` bytes that others use too; PostgreSQL's own are for a very small one. */
export function memorySettings(memory: number): Record<string, string> {
  return {
    shared_buffers: share(memory, 8, 128, 3_072),
    effective_cache_size: share(memory, 2, 512, 65_536),
    work_mem: share(memory, 512, 4, 64),
    maintenance_work_mem: share(memory, 32, 64, 768),
    max_wal_size: share(memory, 4, 1_024, 4_096),
    // A solid-state disk, or memory: a page elsewhere costs hardly more than the next one.
    random_page_cost: '1.1',
    // Compiling takes longer than any of our queries.
    jit: 'off',
    // Counts read indexes alone, which needs the map of all-visible pages to be fresh.
    autovacuum_vacuum_scale_factor: '0.05',
    autovacuum_vacuum_insert_scale_factor: '0.05',
    autovacuum_analyze_scale_factor: '0.02',
  };
}
