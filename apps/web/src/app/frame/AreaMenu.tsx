import { Button, Menu, MenuPopover, MenuTrigger, Tooltip } from '@fluentui/react-components'
import { GridDotsRegular } from '@fluentui/react-icons'
import { lazy, Suspense } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { frameWords } from './frame-words.ts'

const AreaList = lazy(() => import('../areas/AreaList.tsx').then((module) => ({ default: module.AreaList })))

/** From one area to another: home, publisher and developer portal of an instance, studio of a workspace. */
export function AreaMenu() {
  const words = useWords(frameWords)
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={words('areas')} relationship="label">
          <Button appearance="subtle" icon={<GridDotsRegular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <Suspense>
          <AreaList />
        </Suspense>
      </MenuPopover>
    </Menu>
  )
}
