import {
  Button,
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
} from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { defineWords, useWords } from '../../shared/languages/words.ts'
import { uiWords } from '../../shared/ui/ui-words.ts'
import { Facts } from '../../shared/ui/values/Facts.tsx'
import { commandKeys } from '../frame/TopBar.tsx'

const shortcutWords = defineWords('shortcuts', {
  en: {
    apis: 'Go to APIs',
    close: 'Close the top layer',
    commands: 'Search and commands',
    developer: 'Go to the developer portal',
    home: 'Go to the home page',
    list: 'Search the list',
    note: 'Single letters work outside of fields. They can be switched off in the account menu.',
    products: 'Go to products',
    save: 'Save',
    send: 'Send or run',
    subscriptions: 'Go to subscriptions',
    these: 'Show these shortcuts',
    title: 'Keyboard shortcuts',
    users: 'Go to users',
  },
  nl: {
    apis: 'Naar API’s',
    close: 'Bovenste laag sluiten',
    commands: 'Zoeken en opdrachten',
    developer: 'Naar het ontwikkelaarsportaal',
    home: 'Naar de startpagina',
    list: 'Zoeken in de lijst',
    note: 'Losse letters werken buiten velden. Ze kunnen in het accountmenu worden uitgezet.',
    products: 'Naar producten',
    save: 'Opslaan',
    send: 'Verzenden of uitvoeren',
    subscriptions: 'Naar abonnementen',
    these: 'Deze sneltoetsen tonen',
    title: 'Sneltoetsen',
    users: 'Naar gebruikers',
  },
})

const command = commandKeys.split(' ')[0]

const shortcuts = [
  ['commands', commandKeys],
  ['save', `${command} S`],
  ['send', `${command} Enter`],
  ['list', '/'],
  ['these', '?'],
  ['close', 'Esc'],
  ['home', 'g h'],
  ['apis', 'g a'],
  ['products', 'g p'],
  ['subscriptions', 'g s'],
  ['users', 'g u'],
  ['developer', 'g d'],
] as const

export function ShortcutList({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(shortcutWords)
  const ui = useWords(uiWords)
  return (
    <Dialog open onOpenChange={(_, { open }) => open || onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle
            action={
              <DialogTrigger action="close">
                <Button appearance="subtle" icon={<DismissRegular />} aria-label={ui('close')} />
              </DialogTrigger>
            }
          >
            {words('title')}
          </DialogTitle>
          <DialogContent>
            <Facts facts={shortcuts.map(([name, keys]) => [words(name), <kbd key={name}>{keys}</kbd>])} />
            <p style={{ marginTop: 16 }}>{words('note')}</p>
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
