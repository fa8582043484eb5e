import { add } from './add.ts'
import { batch } from './batch/batch.ts'
import { client } from './client.ts'
import type { CommandDeclaration } from './command-context.ts'
import { doctor } from './doctor.ts'
import { explain } from './explain.ts'
import { exportCommand } from './export.ts'
import { importCommand } from './import.ts'
import { policy } from './policy/policy.ts'
import { start } from './start.ts'
import { status } from './status.ts'
import { storage } from './storage.ts'
import { token } from './token.ts'

/** Every command of `sluice`, in the order of its help. */
export const commands: Readonly<Record<string, CommandDeclaration>> = {
  start,
  status,
  token,
  client,
  explain,
  export: exportCommand,
  import: importCommand,
  add,
  storage,
  batch,
  policy,
  doctor,
}
