import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemCheckbox,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
} from '@fluentui/react-components'
import { PersonRegular } from '@fluentui/react-icons'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { signOut, useSession } from '../../shared/auth/session.ts'
import { chooseLanguage, type Language, languages } from '../../shared/languages/language.ts'
import { useWords } from '../../shared/languages/words.ts'
import { loadPreference, savePreference } from '../../shared/theme/preference.ts'
import { chooseScheme, chosenScheme, type SchemeChoice } from '../../shared/theme/scheme.ts'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import { frameWords } from './frame-words.ts'

/** Who works here, and how the pages look: language, colours, rows, shortcuts. */
export function AccountMenu({ service }: { readonly service: string | undefined }) {
  const words = useWords(frameWords)
  const messages = useMessages()
  const navigate = useNavigate()
  const session = useSession()
  const { i18n } = useTranslation()
  const [choices, setChoices] = useState(() => ({
    scheme: [chosenScheme()],
    options: [
      ...(loadPreference('density') === 'compact' ? ['compact'] : []),
      ...(loadPreference('shortcuts') === 'off' ? [] : ['shortcuts']),
    ],
  }))
  const leave = async () => {
    try {
      await signOut()
      await navigate(service === undefined ? { to: '/sign-in' } : { to: '/developer/$service', params: { service } })
    } catch (error) {
      messages.failed(words('signOut'), error)
    }
  }
  const change = (name: string, values: string[]) => {
    if (name === 'language') chooseLanguage(values[0] as Language)
    if (name === 'scheme') {
      chooseScheme(values[0] as SchemeChoice)
      setChoices({ ...choices, scheme: values as SchemeChoice[] })
    }
    if (name === 'options') {
      const isCompact = values.includes('compact')
      savePreference('density', isCompact ? 'compact' : undefined)
      savePreference('shortcuts', values.includes('shortcuts') ? undefined : 'off')
      document.documentElement.dataset.density = isCompact ? 'compact' : ''
      setChoices({ ...choices, options: values })
    }
  }
  return (
    <>
      {session === null && (
        <LinkButton to="/sign-in" search={service === undefined ? {} : { service }} appearance="primary">
          {words('signIn')}
        </LinkButton>
      )}
      <Menu
        persistOnItemClick
        checkedValues={{ language: [i18n.language], ...choices }}
        onCheckedValueChange={(_, { name, checkedItems }) => change(name, checkedItems)}
      >
        <MenuTrigger disableButtonEnhancement>
          <Tooltip content={words('account')} relationship="label">
            <Button appearance="subtle" icon={<PersonRegular />} />
          </Tooltip>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {session !== null && (
              <MenuGroup>
                <MenuGroupHeader translate="no">{session.subject}</MenuGroupHeader>
                <MenuItem onClick={() => void leave()}>{words('signOut')}</MenuItem>
              </MenuGroup>
            )}
            {session !== null && <MenuDivider />}
            <MenuGroup>
              <MenuGroupHeader>{words('language')}</MenuGroupHeader>
              {Object.entries(languages).map(([id, name]) => (
                <MenuItemRadio key={id} name="language" value={id} lang={id}>
                  {name}
                </MenuItemRadio>
              ))}
            </MenuGroup>
            <MenuDivider />
            <MenuGroup>
              <MenuGroupHeader>{words('scheme')}</MenuGroupHeader>
              {(['system', 'light', 'dark'] as const).map((id) => (
                <MenuItemRadio key={id} name="scheme" value={id}>
                  {words(id)}
                </MenuItemRadio>
              ))}
            </MenuGroup>
            <MenuDivider />
            <MenuItemCheckbox name="options" value="compact">
              {words('compact')}
            </MenuItemCheckbox>
            <MenuItemCheckbox name="options" value="shortcuts">
              {words('shortcutsOff')}
            </MenuItemCheckbox>
          </MenuList>
        </MenuPopover>
      </Menu>
    </>
  )
}
