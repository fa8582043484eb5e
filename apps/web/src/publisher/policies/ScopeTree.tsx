import { Tree, TreeItem, TreeItemLayout, type TreeOpenChangeData } from '@fluentui/react-components'
import { DocumentCheckmarkRegular } from '@fluentui/react-icons'
import { type MouseEvent, useState } from 'react'
import { useService } from '../../shared/api-client/service.ts'
import { useAllResources } from '../../shared/api-client/use-resource.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import styles from './policies.module.css'
import { policiesWords } from './policies-words.ts'

interface Named {
  readonly displayName: string
}

const branches = ['/products', '/apis']

/** Everything that a policy document can stand at; marked where one is written. */
export function ScopeTree({
  selected,
  onChoose,
}: {
  /** Path below the instance; '' = the instance itself. */
  readonly selected: string | undefined
  readonly onChoose: (path: string) => void
}) {
  const words = useWords(policiesWords)
  const { id } = useService()
  const products = useAllResources<Named>(`${id}/products`, { $orderby: 'displayName asc' })
  const apis = useAllResources<Named>(`${id}/apis`, { $orderby: 'displayName asc' })
  const written = useWrittenPlaces()
  const [openItems, setOpenItems] = useState<ReadonlySet<string>>(
    () =>
      new Set([
        ...branches,
        ...(selected?.includes('/operations/') ? [selected.replace(/\/operations\/.*$/, '')] : []),
      ]),
  )
  const error = products.error ?? apis.error
  if (error !== null)
    return <ErrorState error={error} onRetry={() => void Promise.all([products.refetch(), apis.refetch()])} />
  if (products.data === undefined || apis.data === undefined) return <Loading />
  const entry = (path: string) => ({ path, isWritten: written.has(path.toLowerCase()), selected, onChoose })
  return (
    <Tree
      aria-label={words('scopes')}
      size="small"
      openItems={openItems as Set<string>}
      onOpenChange={(_, data: TreeOpenChangeData) => {
        const next = new Set(openItems)
        if (data.open) next.add(String(data.value))
        else next.delete(String(data.value))
        setOpenItems(next)
      }}
    >
      <Leaf {...entry('')} label={words('scope-global')} isName={false} isWritten />
      <TreeItem itemType="branch" value="/products">
        <TreeItemLayout>{words('products')}</TreeItemLayout>
        <Tree>
          {products.data.map(({ name, properties }) => (
            <Leaf key={name} {...entry(`/products/${name}`)} label={properties.displayName} />
          ))}
        </Tree>
      </TreeItem>
      <TreeItem itemType="branch" value="/apis">
        <TreeItemLayout>{words('apis')}</TreeItemLayout>
        <Tree>
          {apis.data.map(({ name, properties }) => (
            <ApiBranch
              key={name}
              {...entry(`/apis/${name}`)}
              label={properties.displayName}
              isOpen={openItems.has(`/apis/${name}`)}
              written={written}
            />
          ))}
        </Tree>
      </TreeItem>
    </Tree>
  )
}

interface EntryProps {
  readonly path: string
  readonly label: string
  readonly isName?: boolean
  readonly isWritten: boolean
  readonly selected: string | undefined
  readonly onChoose: (path: string) => void
}

function Leaf(props: EntryProps) {
  return (
    <TreeItem
      itemType="leaf"
      value={props.path === '' ? '/' : props.path}
      aria-current={props.path === props.selected ? 'true' : undefined}
      onClick={chooser(props)}
    >
      <Layout {...props} />
    </TreeItem>
  )
}

function ApiBranch(props: EntryProps & { readonly isOpen: boolean; readonly written: ReadonlySet<string> }) {
  const { path, isOpen, written, selected, onChoose } = props
  const { id } = useService()
  const { data } = useAllResources<Named>(isOpen ? `${id}${path}/operations` : undefined)
  return (
    <TreeItem
      itemType="branch"
      value={path}
      aria-current={path === selected ? 'true' : undefined}
      onClick={chooser(props)}
    >
      <Layout {...props} />
      <Tree>
        {(data ?? []).map(({ name, properties }) => {
          const own = `${path}/operations/${name}`
          return (
            <Leaf
              key={name}
              path={own}
              label={properties.displayName}
              isWritten={written.has(own.toLowerCase())}
              selected={selected}
              onChoose={onChoose}
            />
          )
        })}
      </Tree>
    </TreeItem>
  )
}

function Layout({ label, isName = true, isWritten, path, selected }: EntryProps) {
  const words = useWords(policiesWords)
  return (
    <TreeItemLayout
      className={path === selected ? styles.current : undefined}
      aside={
        isWritten ? (
          <span className={styles.mark} role="img" aria-label={words('written')}>
            <DocumentCheckmarkRegular />
          </span>
        ) : undefined
      }
    >
      <span translate={isName ? 'no' : undefined}>{label}</span>
    </TreeItemLayout>
  )
}

/** An entry lies inside its branch, which must not take the choice for itself. */
const chooser =
  ({ path, onChoose }: EntryProps) =>
  (event: MouseEvent) => {
    event.stopPropagation()
    onChoose(path)
  }

/** Paths, in lower case, of everything that has a document. */
function useWrittenPlaces(): ReadonlySet<string> {
  const { id } = useService()
  const { data } = useAllResources<{ readonly referencePolicyId: string }>(`${id}/allPolicies`)
  const paths = (data ?? []).map(({ properties }) =>
    properties.referencePolicyId
      .slice(properties.referencePolicyId.toLowerCase().startsWith(id.toLowerCase()) ? id.length : 0)
      .replace(/\/policies\/[^/]+$/, '')
      .toLowerCase(),
  )
  return new Set(paths)
}
