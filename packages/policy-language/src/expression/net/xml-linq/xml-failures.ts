import { NetException } from '../../run/net-exception.ts'

/** `System.Xml.XmlException`, with the place where it has one. Lines and positions count from 1. */
export function xmlException(
  message: string,
  place?: { readonly line: number; readonly position: number },
): NetException {
  if (place === undefined) return new NetException('System.Xml.XmlException', message)
  return new NetException('System.Xml.XmlException', `${message} Line ${place.line}, position ${place.position}.`, {
    details: { LineNumber: place.line, LinePosition: place.position },
  })
}
