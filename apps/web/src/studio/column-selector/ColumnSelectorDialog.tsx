import { Button } from '@fluentui/react-components'
import { CheckmarkRegular } from '@fluentui/react-icons'
import type { ColumnSelection } from '@sluice/contracts'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { ModalDialog } from '../../shared/ui/dialogs/ModalDialog.tsx'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { Tabs } from '../../shared/ui/navigation/Tabs.tsx'
import { uiWords } from '../../shared/ui/ui-words.ts'
import { ByName } from './ByName.tsx'
import styles from './ColumnSelectorDialog.module.css'
import { columnSelectorWords } from './column-selector-words.ts'
import type { KnownColumn } from './known-columns.ts'
import { NamesField } from './NamesField.tsx'
import { PreviewText } from './PreviewText.tsx'
import { faultOfRule, previewSelection } from './preview-selection.ts'
import { openSelector, type SelectorMode, selectionToSave, turnTo, withNames, withRules } from './selector-state.ts'
import { WithRules } from './WithRules.tsx'

export interface ColumnSelectorProps {
  /** Title of the parameter. */
  readonly title: string
  readonly value: ColumnSelection
  /** Undefined while they are not known. */
  readonly columns: readonly KnownColumn[] | undefined
  readonly isSingleColumn: boolean
  /** The rules say the order, and may name a column twice. */
  readonly keepsOrder: boolean
  readonly onSave: (selection: ColumnSelection) => void
  readonly onClose: () => void
}

/** Chooses columns by name or with rules. It is open as long as it is drawn. */
export function ColumnSelectorDialog(props: ColumnSelectorProps) {
  const { title, value, columns, isSingleColumn, keepsOrder, onSave, onClose } = props
  const words = useWords(columnSelectorWords)
  const ui = useWords(uiWords)
  const [state, setState] = useState(() => openSelector(value))
  const begin = useRef<HTMLDivElement>(null)
  // After the dialog has put the focus on its first control.
  useEffect(() => begin.current?.focus(), [])
  const [marked, setMarked] = useState<readonly string[]>([])
  const selection = selectionToSave(state, marked)
  const preview = previewSelection(selection, columns, { columnSet: title, keepsOrder })
  const isIncomplete = selection.rules.some((rule) => faultOfRule(rule, undefined) === 'incomplete')
  const names = state.names ?? []
  return (
    <ModalDialog
      keepsWork
      title={words('title', { parameter: title })}
      onClose={onClose}
      className={styles.surface}
      bodyClassName={styles.body}
      contentClassName={styles.content}
      actions={
        <>
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button
            appearance="primary"
            icon={<CheckmarkRegular />}
            disabledFocusable={isIncomplete}
            onClick={() => isIncomplete || onSave(selection)}
          >
            {words('save')}
          </Button>
        </>
      }
    >
      <Tabs<SelectorMode>
        label={words('ways')}
        tabs={[
          { id: 'names', label: words('byName') },
          { id: 'rules', label: words('withRules') },
        ]}
        selected={state.mode}
        onSelect={(mode) => {
          setMarked([])
          setState(turnTo(mode, state, columns))
        }}
      />
      {columns === undefined && (
        <Notice intent="info" title={words('unknownTitle')}>
          {words('unknownText')}
        </Notice>
      )}
      {state.mode === 'rules' ? (
        <div className={styles.rules}>
          <WithRules
            selection={selection}
            columns={columns}
            onSelection={(changed) => setState(withRules(state, changed))}
          />
          <PreviewText preview={preview} isIncomplete={isIncomplete} isSingleColumn={isSingleColumn} hasList />
        </div>
      ) : (
        <>
          {columns === undefined ? (
            <NamesField
              label={words('chosen')}
              columns={columns}
              names={names}
              onNames={(changed) => setState(withNames(state, changed))}
            />
          ) : (
            <ByName
              columns={columns}
              names={names}
              onNames={(changed) => setState(withNames(state, changed))}
              onMarked={setMarked}
              begin={begin}
            />
          )}
          <PreviewText preview={preview} isIncomplete={false} isSingleColumn={isSingleColumn} hasList={false} />
        </>
      )}
    </ModalDialog>
  )
}
