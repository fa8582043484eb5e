/** Tasks stand in the order in which they came. A group's turn is renewed when one of its tasks is taken. */
export const sqliteSchema = `
  CREATE TABLE IF NOT EXISTS tasks (
    ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    task_group TEXT NOT NULL,
    attempt INTEGER NOT NULL DEFAULT 0,
    holder TEXT,
    held_until INTEGER
  );
  CREATE INDEX IF NOT EXISTS tasks_waiting ON tasks (task_group, ordinal) WHERE holder IS NULL;
  CREATE INDEX IF NOT EXISTS tasks_held ON tasks (task_group) WHERE holder IS NOT NULL;
  CREATE INDEX IF NOT EXISTS tasks_held_until ON tasks (held_until) WHERE holder IS NOT NULL;
  CREATE TABLE IF NOT EXISTS groups (name TEXT PRIMARY KEY, turn INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS groups_by_turn ON groups (turn);
`

/** Each has an index of its own. */
const waitingOf = 'FROM tasks WHERE task_group = ?1 AND holder IS NULL'
const runningOf = 'FROM tasks WHERE task_group = ?1 AND holder IS NOT NULL'

export const sqliteStatements = {
  add: 'INSERT INTO tasks (id, task_group) VALUES (?, ?) ON CONFLICT (id) DO NOTHING',
  // A new group stands behind all that wait: one that comes and goes never overtakes another twice.
  addGroup:
    'INSERT INTO groups (name, turn) VALUES (?, (SELECT coalesce(max(turn), 0) + 1 FROM groups)) ON CONFLICT (name) DO NOTHING',
  freeAll: 'UPDATE tasks SET holder = NULL, held_until = NULL WHERE holder IS NOT NULL',
  freeExpired: 'UPDATE tasks SET holder = NULL, held_until = NULL WHERE holder IS NOT NULL AND held_until < ?',
  next: `
      SELECT id, task_group, attempt FROM tasks WHERE ordinal = (
        SELECT (SELECT min(ordinal) FROM tasks WHERE task_group = groups.name AND holder IS NULL)
        FROM groups
        WHERE EXISTS (SELECT 1 FROM tasks WHERE task_group = groups.name AND holder IS NULL)
          AND (SELECT count(*) FROM tasks WHERE task_group = groups.name AND holder IS NOT NULL) < ?
        ORDER BY turn LIMIT 1
      )`,
  hold: 'UPDATE tasks SET holder = ?, held_until = ?, attempt = ? WHERE id = ?',
  renewTurn: 'UPDATE groups SET turn = (SELECT max(turn) + 1 FROM groups) WHERE name = ?',
  extend: 'UPDATE tasks SET held_until = ? WHERE id = ? AND holder = ?',
  finish: 'DELETE FROM tasks WHERE id = ? AND holder = ?',
  giveBack: 'UPDATE tasks SET holder = NULL, held_until = NULL, attempt = attempt - 1 WHERE id = ? AND holder = ?',
  remove: 'DELETE FROM tasks WHERE id = ? RETURNING task_group',
  removeEmptyGroup: `DELETE FROM groups WHERE name = ?1 AND NOT EXISTS (SELECT 1 ${waitingOf}) AND NOT EXISTS (SELECT 1 ${runningOf})`,
  countAll: 'SELECT count(*) - count(holder) AS waiting, count(holder) AS running FROM tasks',
  countGroup: `SELECT (SELECT count(*) ${waitingOf}) AS waiting, (SELECT count(*) ${runningOf}) AS running`,
}
