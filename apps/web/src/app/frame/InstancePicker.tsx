import { Button, Menu, MenuItemRadio, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { ChevronDownRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { servicesQuery } from '../../shared/api-client/services-query.ts'
import { useWords } from '../../shared/languages/words.ts'
import { frameWords } from './frame-words.ts'

/** The instance that is worked on; another one opens in the same area. */
export function InstancePicker({ service, area }: { readonly service: string; readonly area: string }) {
  const words = useWords(frameWords)
  const navigate = useNavigate()
  const { data: services = [] } = useQuery(servicesQuery)
  return (
    <Menu
      checkedValues={{ service: [service] }}
      onCheckedValueChange={(_, { checkedItems: [name = service] }) =>
        void navigate({ href: `/${area === 'developer' ? 'developer' : 'publisher'}/${name}` })
      }
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          icon={<ChevronDownRegular />}
          iconPosition="after"
          aria-label={`${words('instance')}: ${service}`}
        >
          <span translate="no">{service}</span>
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {services.map(({ name }) => (
            <MenuItemRadio key={name} name="service" value={name} translate="no">
              {name}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
