import { type ErrorEntry, errorCatalogueParts } from '@sluice/contracts'

const titles: Record<keyof typeof errorCatalogueParts, readonly [title: string, about: string]> = {
  program: [
    'Program',
    'Faults of settings, folders, processes and the database. On the command line they are one sentence and an exit code that is not 0.',
  ],
  management: ['Management API', 'Answered as `{"error":{"code","message","details"}}`.'],
  gateway: ['Gateway', 'Faults of the gateway itself; what a backend answers passes through as it is.'],
  studio: [
    'Studio',
    'The studio’s own API below `/studio` answers so; errors of modules and of scoring stand there, too.',
  ],
  storage: [
    'Storage',
    'Answered by the embedded storage account as `<Error><Code/><Message/></Error>` with the code in `x-ms-error-code`; in parentheses the code on the wire where it differs.',
  ],
  scoring: [
    'Scoring',
    'Detail codes of the machine-learning services, answered as `{"error":{"code","message","details":[{"code","message"}]}}`; the outer code is the class.',
  ],
}

/** `docs/errors.md`: every code of the catalogue with its status, its words and what to do. */
export function errorsPage(): string {
  const parts = Object.entries(errorCatalogueParts).flatMap(([part, entries]) => {
    const [title, about] = titles[part as keyof typeof titles]
    return [`## ${title}`, '', about, '', ...table(entries as unknown as Entries), '']
  })
  return [
    '# Errors',
    '',
    'Made by `npm run docs` from the error catalogue (`packages/contracts/src/errors`); a test compares the two.',
    'What stands in braces is filled in.',
    '',
    ...parts,
  ].join('\n')
}

type Entries = Readonly<Record<string, ErrorEntry<unknown> & { readonly class?: string; readonly detailCode?: string }>>

function table(entries: Entries): string[] {
  const hasClass = Object.values(entries).some((entry) => entry.class !== undefined)
  const columns = ['code', ...(hasClass ? ['class'] : []), 'status', 'message', 'what to do']
  const rows = Object.entries(entries).map(([code, entry]) => [
    `\`${code}\`${entry.detailCode === undefined ? '' : ` (${entry.detailCode})`}`,
    ...(hasClass ? [`\`${entry.class}\``] : []),
    String(entry.status),
    entry.message(placeholders),
    entry.remedy,
  ])
  return [columns, columns.map(() => '---'), ...rows].map(toRow)
}

const toRow = (cells: readonly string[]) =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`

/** Stands in for the parameters of any message: each gives its own name in braces. */
const placeholders: unknown = new Proxy({}, { get: (_, name) => placeholder(`{${String(name)}}`) })

function placeholder(name: string): unknown {
  return new Proxy(Object(name), {
    get: (target, property) => {
      // A list shows as its name, however it is put together.
      if (property === 'join') return () => name
      if (property === 'map' || property === 'slice' || property === 'toSorted') return () => placeholder(name)
      const value: unknown = Reflect.get(target, property)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
