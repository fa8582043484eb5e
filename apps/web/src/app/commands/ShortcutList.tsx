import { useWords } from '../../shared/languages/words.ts'
import { ModalDialog } from '../../shared/ui/dialogs/ModalDialog.tsx'
import { Facts } from '../../shared/ui/values/Facts.tsx'
import { commandKeys } from '../frame/TopBar.tsx'
import styles from './ShortcutList.module.css'
import { shortcutWords } from './shortcut-words.ts'

const command = commandKeys.split(' ')[0]

const groups = [
  {
    title: 'everywhere',
    shortcuts: [
      ['commands', commandKeys],
      ['save', `${command} S`],
      ['send', `${command} Enter`],
      ['list', '/'],
      ['these', '?'],
      ['close', 'Esc'],
      ['home', 'g h'],
    ],
  },
  {
    title: 'instance',
    shortcuts: [
      ['apis', 'g a'],
      ['products', 'g p'],
      ['subscriptions', 'g s'],
      ['users', 'g u'],
      ['analytics', 'g c'],
      ['developer', 'g d'],
    ],
  },
  {
    title: 'studio',
    shortcuts: [
      ['experiments', 'g e'],
      ['datasets', 'g d'],
      ['trainedModels', 'g t'],
      ['webServices', 'g w'],
      ['storage', 'g s'],
    ],
  },
  {
    title: 'canvas',
    shortcuts: [
      ['walk', 'Tab, ← ↑ → ↓'],
      ['move', 'Shift ← ↑ → ↓'],
      ['properties', 'Enter'],
      ['addModule', 'n'],
      ['connect', 'c'],
      ['visualize', 'v'],
      ['remove', 'Del'],
      ['undo', `${command} Z`],
      ['redo', `${command} Shift Z`],
      ['copyPaste', `${command} C, ${command} V`],
      ['duplicate', `${command} D`],
      ['selectAll', `${command} A`],
      ['zoom', '+ −'],
      ['wholeSize', '0'],
      ['fit', '1'],
    ],
  },
] as const

/** Every key of the pages, by where it works. */
export function ShortcutList({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(shortcutWords)
  return (
    <ModalDialog hasCloseButton title={words('title')} onClose={onClose}>
      {groups.map(({ title, shortcuts }) => (
        <section key={title} className={styles.group} aria-label={words(title)}>
          <h3>{words(title)}</h3>
          <Facts facts={shortcuts.map(([name, keys]) => [words(name), <kbd key={name}>{keys}</kbd>])} />
        </section>
      ))}
      <p>{words('note')}</p>
    </ModalDialog>
  )
}
