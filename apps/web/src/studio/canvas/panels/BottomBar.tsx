import { Button, Toolbar, Tooltip } from '@fluentui/react-components'
import {
  ArrowRedoRegular,
  ArrowUndoRegular,
  FlowchartRegular,
  HistoryRegular,
  OrganizationRegular,
  PlayRegular,
  SaveCopyRegular,
  TextBulletListSquareRegular,
} from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { useWords } from '../../../shared/languages/words.ts'
import { useCommands } from '../editor/canvas-commands.ts'
import { useEditor, useSelection } from '../editor/experiment-editor.ts'
import { experimentWords } from '../experiment-words.ts'
import styles from './BottomBar.module.css'

/** What is done with the experiment as a whole, and how its run goes. */
export function BottomBar({
  isList,
  isHistoryOpen,
  isRunning,
  noChangeReason,
  onLayout,
  onHistory,
  publish,
  run,
}: {
  readonly isList: boolean
  readonly isHistoryOpen: boolean
  readonly isRunning: boolean
  /** Why nothing can be changed or run; undefined where it can. */
  readonly noChangeReason: string | undefined
  readonly onLayout: (isList: boolean) => void
  readonly onHistory: (isOpen: boolean) => void
  readonly publish: ReactNode
  readonly run: ReactNode
}) {
  const words = useWords(experimentWords)
  const commands = useCommands()
  const { store } = useEditor()
  const selection = useSelection()
  const canUndo = useStore(store.history, ({ pastStates }) => pastStates.length > 0)
  const canRedo = useStore(store.history, ({ futureStates }) => futureStates.length > 0)
  const mayChange = noChangeReason === undefined
  const iconButton = (key: 'undo' | 'redo' | 'tidyUp', icon: React.JSX.Element, isOn: boolean, act: () => void) => (
    <Tooltip content={words(key)} relationship="label">
      <Button appearance="subtle" icon={icon} disabledFocusable={!isOn} onClick={() => isOn && act()} />
    </Tooltip>
  )
  return (
    <div className={styles.bar}>
      <div className={styles.line}>
        <Toolbar aria-label={words('actions')} className={styles.tools}>
          {mayChange && (
            <>
              {iconButton('undo', <ArrowUndoRegular />, canUndo, commands.undo)}
              {iconButton('redo', <ArrowRedoRegular />, canRedo, commands.redo)}
              {iconButton('tidyUp', <OrganizationRegular />, true, commands.tidyUp)}
              <Button
                appearance="primary"
                icon={<PlayRegular />}
                aria-keyshortcuts="Control+Enter Meta+Enter"
                disabledFocusable={isRunning}
                onClick={() => isRunning || commands.run()}
              >
                {words('run')}
              </Button>
              <Button
                disabledFocusable={isRunning || selection.length === 0}
                onClick={() => isRunning || selection.length === 0 || commands.run(selection)}
              >
                {words('runSelected')}
              </Button>
            </>
          )}
          <Button
            appearance="subtle"
            icon={isList ? <FlowchartRegular /> : <TextBulletListSquareRegular />}
            title={words(isList ? 'canvasView' : 'listView')}
            onClick={() => onLayout(!isList)}
          >
            <span className={styles.label}>{words(isList ? 'canvasView' : 'listView')}</span>
          </Button>
          <Button
            appearance="subtle"
            icon={<HistoryRegular />}
            title={words('history')}
            aria-expanded={isHistoryOpen}
            onClick={() => onHistory(!isHistoryOpen)}
          >
            <span className={styles.label}>{words('history')}</span>
          </Button>
          {mayChange && (
            <Button
              appearance="subtle"
              icon={<SaveCopyRegular />}
              title={words('saveAs')}
              onClick={() => commands.ask({ kind: 'save-as' })}
            >
              <span className={styles.label}>{words('saveAs')}</span>
            </Button>
          )}
          {publish}
        </Toolbar>
        <div className={styles.run}>{run}</div>
      </div>
    </div>
  )
}
