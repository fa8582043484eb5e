import { Tree, TreeItem, TreeItemLayout, type TreeItemValue } from '@fluentui/react-components'
import { useMemo, useState } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { NothingFound } from '../../../shared/ui/feedback/EmptyState.tsx'
import { SearchField } from '../../../shared/ui/table/SearchField.tsx'
import { useCommands } from '../editor/canvas-commands.ts'
import { putDragged } from './dragged-choice.ts'
import { type ChoiceFolder, findChoices, type ModuleChoice, toFolders } from './module-choices.ts'
import styles from './Palette.module.css'
import { paletteWords } from './palette-words.ts'

/** Roots that tell that they are empty. */
const alwaysShown = ['Saved Datasets', 'Trained Models']

/** All that can be put onto the canvas: a tree with a search; drag, double-click or Enter adds. */
export function Palette({ choices }: { readonly choices: readonly ModuleChoice[] }) {
  const words = useWords(paletteWords)
  const [text, setText] = useState('')
  const [open, setOpen] = useState<ReadonlySet<TreeItemValue>>(new Set())
  const found = useMemo(() => findChoices(choices, text), [choices, text])
  const isSearching = text.trim() !== ''
  const folders = useMemo(() => toFolders(found, isSearching ? [] : alwaysShown), [found, isSearching])
  // What a search found lies open.
  const opened = useMemo(() => (isSearching ? new Set(pathsOf(folders)) : open), [isSearching, folders, open])
  return (
    <div className={styles.palette}>
      <SearchField things={words('things')} value={text} onSearch={setText} />
      <p className={styles.help}>{words('help')}</p>
      {isSearching && found.length === 0 ? (
        <NothingFound things={words('things')} search={text} onClear={() => setText('')} />
      ) : (
        <Tree
          className={styles.tree}
          aria-label={words('tree')}
          size="small"
          openItems={opened}
          onOpenChange={(_, { openItems }) => setOpen(new Set(openItems))}
        >
          {folders.map((folder) => (
            <Folder key={folder.path} folder={folder} />
          ))}
        </Tree>
      )}
    </div>
  )
}

function Folder({ folder }: { readonly folder: ChoiceFolder }) {
  const words = useWords(paletteWords)
  const isEmpty = folder.folders.length === 0 && folder.choices.length === 0
  return (
    <TreeItem itemType="branch" value={folder.path} aria-label={folder.title}>
      <TreeItemLayout translate="no">{folder.title}</TreeItemLayout>
      <Tree>
        {folder.folders.map((inner) => (
          <Folder key={inner.path} folder={inner} />
        ))}
        {folder.choices.map((choice) => (
          <Choice key={choice.key} choice={choice} />
        ))}
        {isEmpty && (
          <TreeItem itemType="leaf" aria-label={words('none')}>
            <TreeItemLayout className={styles.none}>{words('none')}</TreeItemLayout>
          </TreeItem>
        )}
      </Tree>
    </TreeItem>
  )
}

function Choice({ choice }: { readonly choice: ModuleChoice }) {
  const { add } = useCommands()
  return (
    <TreeItem
      itemType="leaf"
      value={choice.key}
      aria-label={choice.title}
      title={choice.summary}
      draggable
      onDragStart={(event: React.DragEvent<HTMLElement>) => {
        event.stopPropagation()
        putDragged(event.dataTransfer, choice)
      }}
      onDoubleClick={() => add(choice)}
      onKeyDown={(event: React.KeyboardEvent<HTMLElement>) => {
        if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
        event.preventDefault()
        add(choice)
      }}
    >
      <TreeItemLayout className={styles.choice} translate="no">
        {choice.title}
      </TreeItemLayout>
    </TreeItem>
  )
}

const pathsOf = (folders: readonly ChoiceFolder[]): readonly string[] =>
  folders.flatMap(({ path, folders: inner }) => [path, ...pathsOf(inner)])
