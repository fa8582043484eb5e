import { X509Certificate } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Check, Finding, Surroundings } from './check.ts'

const dayMs = 86_400_000
/** Roles make their certificate anew a month before it ends; less is left only where none was started for long. */
const warnDays = 14

/** How long the certificates in the data folder are valid. */
export const checkCertificates: Check = async (surroundings) => {
  const { dataFolder } = surroundings.config
  if (!existsSync(join(dataFolder, 'ca.pem'))) return [{ state: 'ok', text: 'will be made at the first start' }]
  const servers = readdirSync(dataFolder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('server-certificate.json'),
  )
  return [
    checkOne(join(dataFolder, 'ca.pem'), surroundings, (text) => text, {
      ending: 'Remove ca.json and ca.pem, start again, and hand the new ca.pem to clients.',
    }),
    ...servers.map((name) =>
      checkOne(
        join(dataFolder, name),
        surroundings,
        (text) => (JSON.parse(text) as { certificate: string }).certificate,
        { ending: 'Restart Sluice: a role makes a new one when it starts.' },
      ),
    ),
  ]
}

function checkOne(
  file: string,
  { now }: Surroundings,
  certificateIn: (text: string) => string,
  remedies: { readonly ending: string },
): Finding {
  try {
    const { validTo } = new X509Certificate(certificateIn(readFileSync(file, 'utf8')))
    const days = Math.floor((Date.parse(validTo) - now) / dayMs)
    if (days >= warnDays) return { state: 'ok', text: `${file} for ${days} days` }
    const text = days < 0 ? `${file} has expired` : `${file} expires in ${days} days`
    return { state: days < 0 ? 'fail' : 'warn', text, remedy: remedies.ending }
  } catch (error) {
    return { state: 'fail', text: `${file}: ${(error as Error).message}`, remedy: remedies.ending }
  }
}
