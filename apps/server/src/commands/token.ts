import { AppError } from '@sluice/contracts/errors'
import type { CommandDeclaration } from './command-context.ts'

const secondsPerUnit: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }
const longestSeconds = 366 * 86_400

export const token: CommandDeclaration = {
  summary: 'print a bearer token for the management API and the AzureML management calls',
  define: (command, run) => {
    command.option('--lifetime <time>', 'how long it is valid: 90s, 15m, 8h or 30d, at most 366d', '1h')
    run(async (context, { lifetime }) => {
      const lifetimeSeconds = parseLifetime(String(lifetime))
      const [{ loadConfig }, { createBearerTokens }, { createSystemClock }, { readSecretKey }] = await Promise.all([
        import('../config.ts'),
        import('@sluice/platform/tokens'),
        import('@sluice/platform/clock'),
        import('../secret-key-reader.ts'),
      ])
      const tokens = createBearerTokens({
        masterKey: readSecretKey(loadConfig(context.sources)),
        clock: createSystemClock(),
      })
      context.print(await tokens.issue({ subject: 'automation', role: 'administrator' }, lifetimeSeconds))
      return 0
    })
  },
}

/** @throws AppError `OptionInvalid` */
export function parseLifetime(text: string): number {
  const [, count, unit = ''] = /^(\d{1,9})\s*([smhd])$/.exec(text.trim()) ?? []
  const seconds = Number(count) * (secondsPerUnit[unit] ?? Number.NaN)
  if (seconds > 0 && seconds <= longestSeconds) return seconds
  throw new AppError('OptionInvalid', {
    option: '--lifetime',
    value: text,
    rule: 'must be a number with its unit, such as 90s, 15m, 8h or 30d, at most 366d',
  })
}
