import { Button, Toolbar, Tooltip } from '@fluentui/react-components'
import { AddRegular, PageFitRegular, SubtractRegular, ZoomInRegular } from '@fluentui/react-icons'
import { Panel, useReactFlow } from '@xyflow/react'
import { useWords } from '../../../shared/languages/words.ts'
import { canvasWords } from '../canvas-words.ts'
import styles from './Board.module.css'

/** Zoom by buttons, for whoever has neither wheel nor keys at hand. */
export function ZoomTools() {
  const words = useWords(canvasWords)
  const flow = useReactFlow()
  const tools = [
    { key: 'zoomIn', icon: <AddRegular />, act: () => flow.zoomIn() },
    { key: 'zoomOut', icon: <SubtractRegular />, act: () => flow.zoomOut() },
    { key: 'fit', icon: <PageFitRegular />, act: () => flow.fitView({ maxZoom: 1, padding: 0.15 }) },
    { key: 'zoomReset', icon: <ZoomInRegular />, act: () => flow.zoomTo(1) },
  ] as const
  return (
    <Panel position="bottom-left" className={styles.zoom}>
      <Toolbar aria-label={words('zoomTools')} vertical size="small">
        {tools.map(({ key, icon, act }) => (
          <Tooltip key={key} content={words(key)} relationship="label" positioning="after">
            <Button appearance="subtle" size="small" icon={icon} onClick={() => void act()} />
          </Tooltip>
        ))}
      </Toolbar>
    </Panel>
  )
}
