import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { ArrowDownloadRegular, ChevronDownRegular } from '@fluentui/react-icons'
import type { DatasetAnswer } from '@sluice/contracts'
import { useWords } from '../../../shared/languages/words.ts'
import { download } from '../../api/download.ts'
import { studioUrl } from '../../api/studio-api.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { datasetPath } from '../dataset-place.ts'
import { datasetWords } from '../dataset-words.ts'

const formats = { csv: 'CSV', tsv: 'TSV', arff: 'ARFF', 'json-lines': 'JSON lines', parquet: 'Parquet' } as const

/** A dataset as a file, in the format of choice. */
export function DownloadMenu({ dataset: { id, original } }: { readonly dataset: DatasetAnswer }) {
  const words = useWords(datasetWords)
  const { id: workspace } = useWorkspace()
  const get = (format: string) => download(studioUrl(workspace, `${datasetPath(id)}/content`, { format }))
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<ArrowDownloadRegular />}>
          {words('download')} <ChevronDownRegular aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {Object.entries(formats).map(([format, name]) => (
            <MenuItem key={format} translate="no" onClick={() => get(format)}>
              {name}
            </MenuItem>
          ))}
          {original !== null && <MenuItem onClick={() => get('original')}>{words('downloadOriginal')}</MenuItem>}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
