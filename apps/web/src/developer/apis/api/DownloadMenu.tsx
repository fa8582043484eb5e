import { Button, Menu, MenuItemLink, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { ArrowDownloadRegular, ChevronDownRegular } from '@fluentui/react-icons'
import { useWords } from '../../../shared/languages/words.ts'
import { developerUrl } from '../../developer-api.ts'
import { usePortal } from '../../use-portal.ts'
import { apiWords } from './api-words.ts'

const formats = [
  { format: 'openapi', key: 'openapiYaml' },
  { format: 'openapi+json', key: 'openapiJson' },
  { format: 'swagger', key: 'swagger' },
  { format: 'wadl', key: 'wadl' },
] as const

/** The definition of an API as a file. */
export function DownloadMenu({ api }: { readonly api: string }) {
  const words = useWords(apiWords)
  const { service } = usePortal()
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<ArrowDownloadRegular />}>
          {words('download')} <ChevronDownRegular aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {formats.map(({ format, key }) => (
            <MenuItemLink
              key={format}
              href={developerUrl(service, `/apis/${encodeURIComponent(api)}`, { export: true, format })}
              download=""
            >
              {words(key)}
            </MenuItemLink>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
