import { Tree, TreeItem, TreeItemLayout } from '@fluentui/react-components'
import { useState } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import styles from './OperationPage.module.css'
import { operationWords } from './operation-words.ts'
import { childrenOf, type JsonSchema, type SchemaNode, type SchemaRoot, toNode } from './schema-node.ts'

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
  const top = toNode(typeName, schema, root)
  const [openItems] = useState(() => {
    const value = toValue('', top)
    return [value, ...childrenOf(top, root).map((child) => toValue(value, child))]
  })
  return (
    <Tree aria-label={label} className={styles.tree} size="small" defaultOpenItems={openItems}>
      <Line node={top} root={root} path="" />
    </Tree>
  )
}

/** Of a line, by the names on the way to it. */
const toValue = (path: string, { name }: SchemaNode): string => `${path}/${name}`

function Line({ node, root, path }: { readonly node: SchemaNode; readonly root: SchemaRoot; readonly path: string }) {
  const words = useWords(operationWords)
  const below = childrenOf(node, root)
  const value = toValue(path, node)
  return (
    <TreeItem itemType={below.length === 0 ? 'leaf' : 'branch'} value={value}>
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
            <Line key={child.name} node={child} root={root} path={value} />
          ))}
        </Tree>
      )}
    </TreeItem>
  )
}
