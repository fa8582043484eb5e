import { Tree, TreeItem, TreeItemLayout } from '@fluentui/react-components'
import { useWords } from '../../../shared/languages/words.ts'
import styles from './OperationPage.module.css'
import { operationWords } from './operation-words.ts'
import { childrenOf, type JsonSchema, type SchemaNode, type SchemaRoot, toNode } from './schema-node.ts'

/** Levels that are open in the beginning. */
const openLevels = 2

/** A schema level by level; what is below the second one opens when it is asked for. */
export function SchemaTree({
  label,
  typeName,
  schema,
  root,
}: {
  readonly label: string
  readonly typeName: string
  readonly schema: JsonSchema
  readonly root: SchemaRoot
}) {
  return (
    <Tree aria-label={label} className={styles.tree} size="small">
      <Line node={{ ...toNode(typeName, schema, root) }} root={root} path="" level={0} />
    </Tree>
  )
}

function Line({
  node,
  root,
  path,
  level,
}: {
  readonly node: SchemaNode
  readonly root: SchemaRoot
  readonly path: string
  readonly level: number
}) {
  const words = useWords(operationWords)
  const below = childrenOf(node, root)
  const value = `${path}/${node.name}`
  return (
    <TreeItem itemType={below.length === 0 ? 'leaf' : 'branch'} value={value} defaultOpen={level < openLevels}>
      <TreeItemLayout>
        <div className={styles.node}>
          <code translate="no">{node.name}</code>
          <code translate="no" className={styles.kind}>
            {node.type}
          </code>
          {node.isRequired && <span className={styles.required}>{words('required')}</span>}
          {node.rules.length > 0 && (
            <ul>
              {node.rules.map((rule) => (
                <li key={rule}>
                  <code translate="no">{rule}</code>
                </li>
              ))}
            </ul>
          )}
          {node.description !== undefined && <p>{node.description}</p>}
        </div>
      </TreeItemLayout>
      {below.length > 0 && (
        <Tree>
          {below.map((child) => (
            <Line key={child.name} node={child} root={root} path={value} level={level + 1} />
          ))}
        </Tree>
      )}
    </TreeItem>
  )
}
