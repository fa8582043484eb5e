import { Button, Menu, MenuList, MenuPopover, MenuTrigger, Tooltip } from '@fluentui/react-components'
import { AddRegular, ClipboardPasteRegular, MoreHorizontalRegular } from '@fluentui/react-icons'
import type { ExperimentNode } from '@sluice/contracts'
import { orderNodes } from '@sluice/dataflow'
import { useMemo } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { EmptyState } from '../../../shared/ui/feedback/EmptyState.tsx'
import { DataTable, type TableColumn } from '../../../shared/ui/table/DataTable.tsx'
import { ModuleMenuItems } from '../board/ModuleMenuItems.tsx'
import { StateIcon, useStateWord } from '../board/StateIcon.tsx'
import { canvasWords } from '../canvas-words.ts'
import { useCommands } from '../editor/canvas-commands.ts'
import { useEditor, useGraph, useSelection } from '../editor/experiment-editor.ts'
import { firstFreeOutput } from '../editor/free-output.ts'
import type { ModuleInfo } from '../state/module-infos.ts'
import styles from './ListView.module.css'
import { listWords } from './list-words.ts'
import { SourcePicker } from './SourcePicker.tsx'

/** The same graph as a table: everything that the canvas does, without a drawing. */
export function ListView({ infos }: { readonly infos: ReadonlyMap<string, ModuleInfo> }) {
  const words = useWords(listWords)
  const canvas = useWords(canvasWords)
  const { isReadOnly, ports, titleOf } = useEditor()
  const commands = useCommands()
  const graph = useGraph()
  const selection = useSelection()
  const columns = useListColumns(infos)
  const rows = useMemo(() => {
    const { ordered } = orderNodes(graph.nodes, graph.edges)
    return [...ordered, ...graph.nodes.filter((node) => !ordered.includes(node))]
  }, [graph])
  const tools = !isReadOnly && (
    <>
      <Button
        appearance="primary"
        icon={<AddRegular />}
        onClick={() => commands.ask({ kind: 'add', near: firstFreeOutput(graph, selection[0], ports) })}
      >
        {canvas('addModule')}
      </Button>
      <Button icon={<ClipboardPasteRegular />} onClick={() => commands.paste(undefined)}>
        {canvas('paste')}
      </Button>
    </>
  )
  return (
    <div className={styles.list}>
      <DataTable
        label={words('table')}
        rows={rows}
        columns={columns}
        rowId={({ id }) => id}
        rowName={titleOf}
        filters={tools}
        empty={<EmptyState title={canvas('emptyTitle')}>{words('empty')}</EmptyState>}
        {...(isReadOnly
          ? {}
          : {
              bulkActions: (chosen: readonly ExperimentNode[], clear: () => void) => {
                const ids = chosen.map(({ id }) => id)
                const act = (run: (these: readonly string[]) => void) => () => {
                  clear()
                  run(ids)
                }
                return (
                  <>
                    <Button onClick={act(commands.run)}>{canvas('runSelected')}</Button>
                    <Button onClick={act(commands.duplicate)}>{canvas('duplicate')}</Button>
                    <Button onClick={act(commands.group)}>{canvas('group')}</Button>
                    <Button onClick={act((these) => commands.remove(these))}>{canvas('remove')}</Button>
                  </>
                )
              },
            })}
      />
    </div>
  )
}

function useListColumns(infos: ReadonlyMap<string, ModuleInfo>): readonly TableColumn<ExperimentNode>[] {
  const words = useWords(listWords)
  const canvas = useWords(canvasWords)
  const stateWord = useStateWord()
  const { catalogue, ports, titleOf } = useEditor()
  const { openProperties } = useCommands()
  const graph = useGraph()
  const selection = useSelection()
  const hasCallers = graph.nodes.some(({ module }) => ports[module]?.webServicePort === 'input')
  const infoOf = ({ id }: ExperimentNode): ModuleInfo => infos.get(id) ?? { state: 'not-run' }
  return [
    {
      id: 'module',
      header: words('module'),
      cell: (node) => (
        <Button
          appearance={selection.includes(node.id) ? 'secondary' : 'transparent'}
          className={styles.title}
          aria-pressed={selection.includes(node.id)}
          onClick={() => openProperties(node.id)}
        >
          <span translate="no">{titleOf(node)}</span>
        </Button>
      ),
      text: titleOf,
    },
    {
      id: 'state',
      header: words('state'),
      cell: (node) => (
        <span className={styles.state} title={infoOf(node).detail}>
          <StateIcon state={infoOf(node).state} />
          {stateWord(infoOf(node))}
        </span>
      ),
      text: (node) => stateWord(infoOf(node)),
    },
    {
      id: 'inputs',
      header: words('inputs'),
      cell: (node) => (
        <div className={styles.sources}>
          {catalogue.get(node.module)?.inputs.map(({ name, title = name, type }) => {
            const target = { node: node.id, port: name, side: 'input' } as const
            const place = { port: title, title: titleOf(node) }
            return (
              <div key={name} className={styles.sources}>
                <SourcePicker target={target} isFromCallers={false} label={title} name={words('portOf', place)} />
                {hasCallers && type === 'table' && (
                  <SourcePicker
                    target={target}
                    isFromCallers
                    label={words('callers')}
                    name={words('callersOf', place)}
                  />
                )}
              </div>
            )
          })}
        </div>
      ),
    },
    {
      id: 'comment',
      header: words('comment'),
      cell: ({ comment }) => <span translate="no">{comment}</span>,
      text: ({ comment }) => comment ?? '',
    },
    {
      id: 'actions',
      header: '',
      cell: (node) => (
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <Tooltip content={canvas('more', { title: titleOf(node) })} relationship="label">
              <Button appearance="subtle" icon={<MoreHorizontalRegular />} />
            </Tooltip>
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              <ModuleMenuItems node={node.id} />
            </MenuList>
          </MenuPopover>
        </Menu>
      ),
    },
  ]
}
