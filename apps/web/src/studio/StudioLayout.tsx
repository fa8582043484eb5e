import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Outlet } from '@tanstack/react-router'
import { useEffect } from 'react'
import { workspacesQuery } from '../shared/api-client/workspaces-query.ts'
import { useWords } from '../shared/languages/words.ts'
import { AreaLayout } from '../shared/ui/page/AreaLayout.tsx'
import { NotAllowedPage } from '../shared/ui/page/NotAllowedPage.tsx'
import { WorkspaceContext } from './api/workspace.ts'
import { resumeRuns } from './runs/follow-run.ts'
import { useStudioMenu } from './studio-menu.tsx'
import { studioWords } from './studio-words.ts'

const route = getRouteApi('/studio/$workspace')

/** The left menu, and the workspace for every page below. */
export function StudioLayout() {
  const { workspace: id } = route.useParams()
  const { isAllowed } = route.useRouteContext()
  const { data: workspaces = [] } = useQuery({ ...workspacesQuery, enabled: isAllowed })
  const workspace = workspaces.find((one) => one.id === id)
  const words = useWords(studioWords)
  useEffect(() => {
    if (isAllowed) resumeRuns()
  }, [isAllowed])
  const menu = useStudioMenu(id)
  if (!isAllowed) return <NotAllowedPage needed="analyst" />
  if (workspace === undefined) return null
  return (
    <WorkspaceContext value={workspace}>
      <AreaLayout label={words('menu')} menu={menu}>
        <Outlet />
      </AreaLayout>
    </WorkspaceContext>
  )
}
