import { Button, Menu, MenuItemLink, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { ArrowDownloadRegular, ChevronDownRegular } from '@fluentui/react-icons'
import { useWords } from '../../../shared/languages/words.ts'
import { usePortal } from '../../use-portal.ts'
import { apiWords } from './api-words.ts'

const files = [
  { file: 'openapi.yaml', key: 'openapiYaml' },
  { file: 'openapi.json', key: 'openapiJson' },
  { file: 'swagger.json', key: 'swagger' },
  { file: 'definition.wadl', key: 'wadl' },
] as const

/** The definition of an API as a file. */
export function DownloadMenu({ api }: { readonly api: string }) {
  const words = useWords(apiWords)
  const { base } = usePortal()
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<ArrowDownloadRegular />}>
          {words('download')} <ChevronDownRegular aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {files.map(({ file, key }) => (
            <MenuItemLink key={file} href={`${base}/apis/${encodeURIComponent(api)}/${file}`} download="">
              {words(key)}
            </MenuItemLink>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
