import { MenuItem, MenuItemLink } from '@fluentui/react-components'
import { ArrowDownloadRegular, SaveRegular } from '@fluentui/react-icons'
import type { ModuleRunAnswer } from '@sluice/contracts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { type OutputPlace, outputPath } from '../api/experiment-place.ts'
import { studioUrl } from '../api/studio-api.ts'
import { useWorkspace } from '../api/workspace.ts'
import { type KeptKind, keptKinds } from './kept-kinds.ts'
import { useRunWords } from './run-words.ts'

/** What came out of one port of a module, and where it is read. */
export interface ModuleOutput {
  readonly place: OutputPlace
  readonly output: NonNullable<ModuleRunAnswer['outputs']>[number]
  /** Of the port. */
  readonly title: string
  /** What it would be called in the workspace. */
  readonly suggestedName: string
}

/** Formats of tables, as they are asked for and as they are called. */
const formats = [
  ['csv', 'CSV'],
  ['tsv', 'TSV'],
  ['arff', 'ARFF'],
  ['json-lines', 'JSON Lines'],
  ['parquet', 'Parquet'],
] as const

/** Entries of a menu: keeping and downloading what came out of a module. */
export function OutputMenuItems({
  place,
  output,
  onSave,
}: Pick<ModuleOutput, 'place' | 'output'> & { readonly onSave: (kind: KeptKind) => void }) {
  const words = useRunWords()
  const { id } = useWorkspace()
  const mayWrite = allows(useSession(), 'publisher')
  const kind = keptKinds[output.type]
  const address = (format?: string) => studioUrl(id, `${outputPath(place)}/download`, { format })
  return (
    <>
      {kind !== undefined && (
        <MenuItem
          icon={<SaveRegular />}
          disabled={!mayWrite}
          {...(mayWrite ? {} : { subText: words('saveNotAllowed') })}
          onClick={() => onSave(kind)}
        >
          {words(kind.word)}
        </MenuItem>
      )}
      {output.rowCount === undefined ? (
        <MenuItemLink icon={<ArrowDownloadRegular />} href={address()} download>
          {words('downloadFile')}
        </MenuItemLink>
      ) : (
        formats.map(([format, name]) => (
          <MenuItemLink key={format} icon={<ArrowDownloadRegular />} href={address(format)} download>
            {words('downloadAs', { format: name })}
          </MenuItemLink>
        ))
      )}
    </>
  )
}
