import type pg from 'pg'

export interface TaskGroup {
  readonly name: string
  /** Priority of its jobs: pg-boss takes the oldest job of one priority from an index, whatever else waits. */
  readonly number: number
}

/** One of the times that a job was taken, as pg-boss tells them apart. */
export interface Claim {
  readonly id: string
  readonly retryCount: number
}

/**
 * Whose turn it is among the groups that have tasks, in a table beside those of pg-boss. What it does
 * to groups needs the lock of the queue.
 */
export function prepareGroups(schema: string, queueName: string) {
  const jobs = `${schema}.job`
  const groups = `${schema}.task_group`
  const isOfQueue = `job.name = '${queueName}'`
  // As the indexes of pg-boss have it.
  const isWaiting = `${isOfQueue} and job.state < 'active' and not job.blocked`
  const isRunning = `${isOfQueue} and job.state = 'active' and job.group_id is not null`
  const waits = `select from ${jobs} job where ${isWaiting} and job.priority = g.number`
  const runs = `from ${jobs} job where ${isRunning} and job.group_id = g.name`

  return {
    async create(client: pg.ClientBase): Promise<void> {
      await client.query(`create table if not exists ${groups} (
        name text primary key, number integer not null generated always as identity, turn bigint not null)`)
      await client.query(`create index if not exists task_group_turn on ${groups} (turn)`)
    },
    /** A group that comes anew stands behind all others. @returns its number */
    async join(client: pg.ClientBase, name: string): Promise<number> {
      // Not `on conflict`, which would use up a number each time.
      await client.query(
        `insert into ${groups} (name, turn) select $1, coalesce((select max(turn) from ${groups}), 0) + 1
         where not exists (select from ${groups} where name = $1)`,
        [name],
      )
      const { rows } = await client.query<TaskGroup>(`select number from ${groups} where name = $1`, [name])
      const [group] = rows
      if (group === undefined) throw new Error(`The group ${name} was not made.`)
      return group.number
    },
    /** Removes a group without tasks. */
    async leave(client: pg.ClientBase, name: string): Promise<void> {
      await client.query(
        `delete from ${groups} g where name = $1 and not exists (${waits}) and not exists (select ${runs})`,
        [name],
      )
    },
    /** The group whose turn was longest ago, of those with a task that may run. */
    async findNext(client: pg.ClientBase, perGroup: number): Promise<TaskGroup | undefined> {
      const { rows } = await client.query<TaskGroup>(
        `select name, number from ${groups} g where exists (${waits}) and (select count(*) ${runs}) < $1
         order by turn limit 1`,
        [perGroup],
      )
      return rows[0]
    },
    async renewTurn(client: pg.ClientBase, name: string): Promise<void> {
      await client.query(`update ${groups} set turn = (select max(turn) + 1 from ${groups}) where name = $1`, [name])
    },
    async groupOf(client: pg.ClientBase, uuid: string): Promise<string | undefined> {
      const { rows } = await client.query<{ group: string }>(
        `select group_id as group from ${jobs} job where ${isOfQueue} and id = $1`,
        [uuid],
      )
      return rows[0]?.group
    },
    /** Claims whose holder was silent for too long. */
    async findLost(client: pg.ClientBase, leaseMs: number): Promise<Claim[]> {
      const { rows } = await client.query<Claim>(
        `select id, retry_count as "retryCount" from ${jobs} job
         where ${isRunning} and heartbeat_on < now() - $1 * interval '1 millisecond'`,
        [leaseMs],
      )
      return rows
    },
    /** pg-boss would count a claim that was given back. @returns false when it is lost */
    async giveBack(client: pg.ClientBase, { id, retryCount }: Claim): Promise<boolean> {
      const { rowCount } = await client.query(
        `update ${jobs} job set state = 'created', started_on = null, heartbeat_on = null
         where ${isRunning} and id = $1 and retry_count = $2`,
        [id, retryCount],
      )
      return rowCount === 1
    },
    async count(client: pg.ClientBase, name?: string): Promise<{ waiting: number; running: number }> {
      const { rows } = await client.query<{ waiting: number; running: number }>(
        `select (count(*) filter (where state < 'active'))::int as waiting,
                (count(*) filter (where state = 'active'))::int as running
         from ${jobs} job where ${isOfQueue} and ($1::text is null or group_id = $1)`,
        [name ?? null],
      )
      return rows[0] ?? { waiting: 0, running: 0 }
    },
  }
}
