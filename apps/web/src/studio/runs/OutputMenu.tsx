import {
  Button,
  Menu,
  MenuItem,
  MenuItemLink,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
} from '@fluentui/react-components'
import { ArrowDownloadRegular, MoreHorizontalRegular, SaveRegular } from '@fluentui/react-icons'
import type { ModuleRunAnswer } from '@sluice/contracts'
import { useState } from 'react'
import { allows, useSession } from '../../shared/auth/session.ts'
import { type OutputPlace, outputPath } from '../api/experiment-place.ts'
import { studioUrl } from '../api/studio-api.ts'
import { useWorkspace } from '../api/workspace.ts'
import { type KeptKind, keptKinds } from './kept-kinds.ts'
import { useRunWords } from './run-words.ts'
import { SaveOutputDialog } from './SaveOutputDialog.tsx'

type Output = NonNullable<ModuleRunAnswer['outputs']>[number]

/** Formats of tables, as they are asked for and as they are called. */
const formats = [
  ['csv', 'CSV'],
  ['tsv', 'TSV'],
  ['arff', 'ARFF'],
  ['json-lines', 'JSON Lines'],
  ['parquet', 'Parquet'],
] as const

/** Keeping and downloading what came out of a module. */
export function OutputMenu({
  place,
  output,
  title,
  suggestedName,
}: {
  readonly place: OutputPlace
  readonly output: Output
  /** Of the port. */
  readonly title: string
  readonly suggestedName: string
}) {
  const words = useRunWords()
  const { id } = useWorkspace()
  const mayWrite = allows(useSession(), 'publisher')
  const [saves, setSaves] = useState<KeptKind>()
  const kind = keptKinds[output.type]
  const address = (format?: string) => studioUrl(id, `${outputPath(place)}/download`, { format })
  const label = words('portActions', { port: title })
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Tooltip content={label} relationship="label">
            <Button size="small" appearance="subtle" icon={<MoreHorizontalRegular />} />
          </Tooltip>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {kind !== undefined && (
              <MenuItem
                icon={<SaveRegular />}
                disabled={!mayWrite}
                {...(mayWrite ? {} : { subText: words('saveNotAllowed') })}
                onClick={() => setSaves(kind)}
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
          </MenuList>
        </MenuPopover>
      </Menu>
      {saves !== undefined && (
        <SaveOutputDialog
          place={place}
          kind={saves}
          suggestedName={suggestedName}
          onClose={() => setSaves(undefined)}
        />
      )}
    </>
  )
}
