import { MenuGroup, MenuGroupHeader, MenuItem, MenuList } from '@fluentui/react-components'
import { BookOpenRegular, BrainCircuitRegular, CloudRegular, HomeRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { servicesQuery } from '../../shared/api-client/services-query.ts'
import { workspacesQuery } from '../../shared/api-client/workspaces-query.ts'
import { useWords } from '../../shared/languages/words.ts'
import { frameWords } from '../frame/frame-words.ts'
import { loadLast } from './last-places.ts'

/** The areas that the user may go to, each at what was worked on last in it. */
export function AreaList() {
  const words = useWords(frameWords)
  const navigate = useNavigate()
  const open = useParams({ strict: false }) as { readonly service?: string; readonly workspace?: string }
  const { data: services = [] } = useQuery(servicesQuery)
  // Workspaces are the installation's: whoever runs one instance only is refused, and has none.
  const { data: workspaces = [] } = useQuery(workspacesQuery)
  const wantedService = open.service ?? loadLast('service')
  const service = services.find(({ name }) => name === wantedService) ?? services[0]
  const wantedWorkspace = open.workspace ?? loadLast('workspace')
  const workspace = workspaces.find(({ id }) => id === wantedWorkspace) ?? workspaces[0]
  const go = (href: string) => void navigate({ href })
  return (
    <MenuList>
      <MenuItem icon={<HomeRegular />} onClick={() => go('/')}>
        {words('home')}
      </MenuItem>
      {service !== undefined && (
        <MenuGroup>
          <MenuGroupHeader translate="no">{service.name}</MenuGroupHeader>
          <MenuItem icon={<CloudRegular />} onClick={() => go(`/publisher/${service.name}`)}>
            {words('publisher')}
          </MenuItem>
          <MenuItem icon={<BookOpenRegular />} onClick={() => go(`/developer/${service.name}`)}>
            {words('developer')}
          </MenuItem>
        </MenuGroup>
      )}
      {workspace !== undefined && (
        <MenuGroup>
          <MenuGroupHeader translate="no">{workspace.friendlyName}</MenuGroupHeader>
          <MenuItem icon={<BrainCircuitRegular />} onClick={() => go(`/studio/${workspace.id}`)}>
            {words('studio')}
          </MenuItem>
        </MenuGroup>
      )}
    </MenuList>
  )
}
