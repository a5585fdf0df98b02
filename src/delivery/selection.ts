// What a query asks for below a field, so that no column is read that nobody asked for. Aliases do not matter, fragments
// count where they apply, and what @skip or @include leaves out does not.
import {
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLResolveInfo,
  type SelectionNode,
} from 'graphql';

/**
 * The names of the fields asked for at a path of field names below the field that is being resolved.
 * @param typeName what the field gives, where its own type is an interface
 */
export function fieldsAt(
  info: GraphQLResolveInfo,
  path: readonly string[],
  typeName: string = getNamedType(info.returnType).name,
): ReadonlySet<string> {
  let type = info.schema.getType(typeName);
  let fields = below(info, info.fieldNodes, type);
  for (const name of path) {
    const field = isObjectType(type) ? type.getFields()[name] : undefined;
    type = field && getNamedType(field.type);
    fields = below(
      info,
      fields.filter((node) => node.name.value === name),
      type,
    );
  }
  return new Set(fields.map((node) => node.name.value));
}

const below = (
  info: GraphQLResolveInfo,
  nodes: readonly FieldNode[],
  type: GraphQLNamedType | undefined,
): FieldNode[] => nodes.flatMap((node) => fieldsOf(info, node.selectionSet?.selections ?? [], type));

function fieldsOf(
  info: GraphQLResolveInfo,
  selections: readonly SelectionNode[],
  type: GraphQLNamedType | undefined,
): FieldNode[] {
  return selections.flatMap((selection) => {
    if (isLeftOut(info, selection)) return [];
    if (selection.kind === Kind.FIELD) return [selection];
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? info.fragments[selection.name.value] : selection;
    return fragment && applies(info, fragment.typeCondition?.name.value, type)
      ? fieldsOf(info, fragment.selectionSet.selections, type)
      : [];
  });
}

const isLeftOut = ({ variableValues }: GraphQLResolveInfo, node: SelectionNode): boolean =>
  getDirectiveValues(GraphQLSkipDirective, node, variableValues)?.if === true ||
  getDirectiveValues(GraphQLIncludeDirective, node, variableValues)?.if === false;

function applies(
  { schema }: GraphQLResolveInfo,
  condition: string | undefined,
  type: GraphQLNamedType | undefined,
): boolean {
  if (condition === undefined || condition === type?.name) return true;
  const abstract = schema.getType(condition);
  return isAbstractType(abstract) && isObjectType(type) && schema.isSubType(abstract, type);
}
