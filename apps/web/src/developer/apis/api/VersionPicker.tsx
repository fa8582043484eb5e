import { Button, Menu, MenuItemRadio, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { ChevronDownRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { quote } from '../../../shared/api-client/resource.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { type Api, nameOf, wholeListQuery } from '../../catalogue/catalogue.ts'
import { developerWords } from '../../developer-words.ts'
import { usePortal } from '../../use-portal.ts'
import { apiWords } from './api-words.ts'

/** The versions of an API; another one has a page of its own. */
export function VersionPicker({ api }: { readonly api: Api }) {
  const words = useWords(apiWords)
  const shared = useWords(developerWords)
  const { service } = usePortal()
  const navigate = useNavigate()
  const setId = api.properties.apiVersionSetId
  const { data: versions = [api] } = useQuery({
    ...wholeListQuery<Api>(service, '/apis', {
      $filter: `apiVersionSetId eq ${quote(`/apiVersionSets/${nameOf(setId ?? '')}`)}`,
    }),
    enabled: setId != null,
  })
  if (setId == null) return null
  const nameOfVersion = ({ properties: { apiVersion } }: Api) =>
    apiVersion ? shared('version', { version: apiVersion }) : words('unversioned')
  return (
    <Menu
      checkedValues={{ version: [api.name] }}
      onCheckedValueChange={(_, { checkedItems: [name = api.name] }) =>
        void navigate({ to: '/developer/$service/apis/$api', params: { service, api: name } })
      }
    >
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<ChevronDownRegular />} iconPosition="after">
          {nameOfVersion(api)}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {versions.map((one) => (
            <MenuItemRadio key={one.name} name="version" value={one.name}>
              {nameOfVersion(one)}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
