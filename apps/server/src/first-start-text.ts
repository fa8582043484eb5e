import type { Addresses } from '@sluice/contracts'
import type { FirstStartNotes } from './roles/role.ts'

/** The sentence whose hashed words are `1 1 2 2 0 2 0 1`. */
const sampleBody =
  '{"Inputs":{"input1":{"ColumnNames":["Col2"],"Values":[["This is a good day"]]}},"GlobalParameters":{}}'

/**
 * What the owner of a new data folder is told, and never again: the sign-in and two calls that can be pasted into a shell.
 * @returns lines; none when there is nothing new to tell
 */
export function firstStartText(notes: FirstStartNotes, addresses: Addresses): readonly string[] {
  const lines: string[] = []
  if (notes.administratorPassword !== undefined) {
    lines.push(
      '',
      `Sign in as administrator: ${notes.administratorEmail ?? ''} with password ${notes.administratorPassword}`,
    )
  }
  const { workspaceId, endpointId, endpointKey } = notes
  if (workspaceId !== undefined && endpointId !== undefined && endpointKey !== undefined) {
    const bearer = `Authorization: Bearer ${endpointKey}`
    if (addresses.gatewayHttp !== null && notes.sampleOperationPath !== undefined && notes.starterKey !== undefined) {
      const path = notes.sampleOperationPath.replace('{workspace}', workspaceId).replace('{service}', endpointId)
      lines.push(
        '',
        'Score "This is a good day" through the gateway (5 calls a minute under this subscription key):',
        '',
        curl(`${addresses.gatewayHttp}${path}`, [`Ocp-Apim-Subscription-Key: ${notes.starterKey}`, bearer]),
      )
    }
    if (addresses.ml !== null) {
      const path = `/workspaces/${workspaceId}/services/${endpointId}/execute?api-version=2.0&details=true`
      const what = lines.some((line) => line.startsWith('curl')) ? 'The same' : 'Score "This is a good day"'
      lines.push('', `${what} at the machine-learning service itself:`, '', curl(`${addresses.ml}${path}`, [bearer]))
    }
  }
  if (lines.length > 0) lines.push('', 'These secrets are printed this once; keep them.')
  return lines
}

function curl(url: string, headers: readonly string[]): string {
  const all = ['Content-Type: application/json', ...headers].map((header) => `-H ${quote(header)}`)
  return ['curl -sS', quote(url), ...all, '-d', quote(sampleBody)].join(' ')
}

/** As one word of a POSIX shell. */
const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
