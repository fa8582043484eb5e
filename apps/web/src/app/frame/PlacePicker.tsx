import { Button, Menu, MenuItemRadio, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { ChevronDownRegular } from '@fluentui/react-icons'
import { useNavigate } from '@tanstack/react-router'
import styles from './frame.module.css'

/** The instance or workspace that is worked in, and the others. */
export function PlacePicker({
  kind,
  current,
  places,
}: {
  /** In words: "Instance". */
  readonly kind: string
  readonly current: string
  readonly places: readonly { readonly id: string; readonly name: string; readonly href: string }[]
}) {
  const navigate = useNavigate()
  const name = places.find(({ id }) => id === current)?.name
  if (name === undefined) return null
  return (
    <Menu
      checkedValues={{ place: [current] }}
      onCheckedValueChange={(_, { checkedItems: [chosen] }) => {
        const href = places.find(({ id }) => id === chosen)?.href
        if (href !== undefined) void navigate({ href })
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<ChevronDownRegular />} iconPosition="after" aria-label={`${kind}: ${name}`}>
          <span translate="no" className={styles.pickerName}>
            {name}
          </span>
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {places.map((place) => (
            <MenuItemRadio key={place.id} name="place" value={place.id} translate="no">
              {place.name}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
