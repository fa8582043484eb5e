import { Button, Tooltip } from '@fluentui/react-components'
import {
  PanelLeftContractRegular,
  PanelLeftExpandRegular,
  PanelRightContractRegular,
  PanelRightExpandRegular,
} from '@fluentui/react-icons'
import { type ReactNode, type RefObject, useState } from 'react'
import {
  Group,
  type LayoutStorage,
  Panel,
  type PanelImperativeHandle,
  Separator,
  useDefaultLayout,
  usePanelRef,
} from 'react-resizable-panels'
import { useWords } from '../../../shared/languages/words.ts'
import { loadText, saveText } from '../../../shared/storage/browser-storage.ts'
import { experimentWords } from '../experiment-words.ts'
import styles from './Panels.module.css'

/** Where the widths are kept from visit to visit. */
const storage: LayoutStorage = {
  getItem: (name) => loadText('machine', name) ?? null,
  setItem: (name, text) => saveText('machine', name, text),
}

/** The work in the middle between two sides, which can be resized by pointer and keys, and folded. */
export function Panels({
  left,
  right,
  rightRef,
  children,
}: {
  /** Undefined: there is none. */
  readonly left: ReactNode
  readonly right: ReactNode
  readonly rightRef: RefObject<PanelImperativeHandle | null>
  readonly children: ReactNode
}) {
  const words = useWords(experimentWords)
  const leftRef = usePanelRef()
  const [isLeftFolded, setLeftFolded] = useState(false)
  const [isRightFolded, setRightFolded] = useState(false)
  const hasLeft = left !== undefined
  const layout = useDefaultLayout({
    id: 'canvas-panels',
    panelIds: hasLeft ? ['palette', 'board', 'properties'] : ['board', 'properties'],
    storage,
  })
  return (
    <Group orientation="horizontal" className={styles.group} {...layout}>
      {hasLeft && (
        <>
          <Panel
            id="palette"
            panelRef={leftRef}
            defaultSize="260px"
            minSize="180px"
            maxSize="480px"
            collapsible
            groupResizeBehavior="preserve-pixel-size"
            className={styles.side}
            onResize={({ inPixels }) => setLeftFolded(inPixels < 10)}
          >
            {!isLeftFolded && left}
          </Panel>
          <Separator className={styles.separator} aria-label={words('paletteResize')} />
        </>
      )}
      <Panel id="board" minSize="240px" className={styles.middle}>
        {children}
        {hasLeft && (
          <Fold
            className={styles.foldLeft}
            label={words(isLeftFolded ? 'paletteUnfold' : 'paletteFold')}
            isOpen={!isLeftFolded}
            icon={isLeftFolded ? <PanelLeftExpandRegular /> : <PanelLeftContractRegular />}
            panel={leftRef}
          />
        )}
        <Fold
          className={styles.foldRight}
          label={words(isRightFolded ? 'panelUnfold' : 'panelFold')}
          isOpen={!isRightFolded}
          icon={isRightFolded ? <PanelRightExpandRegular /> : <PanelRightContractRegular />}
          panel={rightRef}
        />
      </Panel>
      <Separator className={styles.separator} aria-label={words('panelResize')} />
      <Panel
        id="properties"
        panelRef={rightRef}
        defaultSize="320px"
        minSize="240px"
        maxSize="640px"
        collapsible
        groupResizeBehavior="preserve-pixel-size"
        className={styles.side}
        onResize={({ inPixels }) => setRightFolded(inPixels < 10)}
      >
        {!isRightFolded && right}
      </Panel>
    </Group>
  )
}

function Fold({
  className,
  label,
  isOpen,
  icon,
  panel,
}: {
  readonly className: string | undefined
  readonly label: string
  readonly isOpen: boolean
  readonly icon: React.JSX.Element
  readonly panel: RefObject<PanelImperativeHandle | null>
}) {
  return (
    <Tooltip content={label} relationship="label">
      <Button
        className={className}
        size="small"
        icon={icon}
        aria-expanded={isOpen}
        onClick={() => (isOpen ? panel.current?.collapse() : panel.current?.expand())}
      />
    </Tooltip>
  )
}
