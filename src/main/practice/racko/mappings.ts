/**
 * What this server speaks. The overview of Racko's API names no path and no field, so the server takes them from a mapping
 * as the app does; it has two that have hardly a name in common, to prove that nobody knows any by heart.
 */
export const firstMapping = `{
  "version": 1,
  "errors": { "confirmed": true, "code": "code", "text": "message" },
  "items": {
    "confirmed": true,
    "path": "items",
    "rows": "data",
    "total": "total",
    "fields": {
      "id": "id",
      "sku": "sku",
      "name": "name",
      "barcode": "barcode",
      "price": "salesPrice",
      "type": "type",
      "createdAt": "createdAt",
      "updatedAt": "updatedAt"
    },
    "stockedTypes": ["INVENTORY", "ASSEMBLY"],
    "one": { "path": "items", "query": { "sku": "{sku}" }, "rows": "data" }
  },
  "locations": {
    "confirmed": true,
    "path": "locations",
    "rows": "data",
    "total": "total",
    "fields": { "id": "id", "name": "name" }
  },
  "stock": {
    "confirmed": true,
    "in": "item",
    "rows": "stock",
    "fields": { "location": "locationId", "quantity": "quantity" }
  },
  "adjustment": {
    "confirmed": true,
    "method": "POST",
    "path": "adjustments",
    "body": {
      "date": "{date}",
      "locationId": "{location}",
      "reason": "Stocktake",
      "notes": "Hakomori {token}",
      "lines": [{ "itemId": "{id}", "quantityChange": "{delta}" }]
    },
    "answer": "item"
  },
  "adjustments": {
    "confirmed": true,
    "path": "adjustments",
    "rows": "data",
    "fields": { "token": "notes" }
  },
  "transfer": {
    "confirmed": true,
    "method": "POST",
    "path": "transfers",
    "body": {
      "date": "{date}",
      "fromLocationId": "{from}",
      "toLocationId": "{to}",
      "notes": "Hakomori {token}",
      "lines": [{ "itemId": "{id}", "quantity": "{quantity}" }]
    },
    "answer": "item"
  },
  "create": {
    "confirmed": true,
    "method": "POST",
    "path": "items",
    "body": { "sku": "{sku}", "name": "{name}", "salesPrice": "{price}", "type": "INVENTORY" },
    "answer": "data"
  },
  "update": {
    "confirmed": true,
    "method": "PATCH",
    "path": "items/{id}",
    "body": { "sku": "{newSku}", "name": "{name}", "salesPrice": "{price}" },
    "answer": "data"
  },
  "delete": { "confirmed": true, "method": "DELETE", "path": "items/{id}" }
}
`

/** Bare arrays, nested names, stock under a path of its own, absolute figures, PUT, the SKU in place of the id. */
export const secondMapping = `{
  "version": 1,
  "errors": { "confirmed": true, "code": "fault.kind", "text": "fault.words" },
  "items": {
    "confirmed": true,
    "path": "catalog/products",
    "query": { "expand": "all" },
    "rows": "",
    "fields": {
      "id": "key",
      "sku": ["codes.own", "title"],
      "name": "title",
      "barcode": ["codes.ean", "codes.more"],
      "price": "money.sale",
      "type": "sort",
      "createdAt": "stamps.made",
      "updatedAt": "stamps.changed"
    },
    "stockedTypes": ["inventory"],
    "one": { "path": "catalog/products/by-code/{sku}", "rows": "" }
  },
  "locations": {
    "confirmed": true,
    "path": "places",
    "rows": "places",
    "fields": { "id": "code", "name": ["label", "code"] }
  },
  "stock": {
    "confirmed": true,
    "in": "path",
    "path": "levels",
    "rows": "levels",
    "itemBy": "id",
    "fields": { "item": "product", "location": "at.place", "quantity": "at.onHand", "updatedAt": "changed" },
    "one": { "path": "levels", "query": { "product": "{id}" }, "rows": "levels" }
  },
  "adjustment": {
    "confirmed": true,
    "method": "PUT",
    "path": "levels/{location}/{sku}",
    "query": { "why": "count" },
    "body": { "newQuantity": "{figure}", "product": "{id:number}" }
  },
  "create": {
    "confirmed": true,
    "method": "POST",
    "path": "catalog/products",
    "body": { "codes": { "own": "{sku}" }, "title": "{name}", "money": { "sale": "{price}" } },
    "answer": ""
  },
  "update": {
    "confirmed": true,
    "method": "PUT",
    "path": "catalog/products/by-code/{sku}",
    "body": { "title": "{name}", "money": { "sale": "{price}" } },
    "answer": ""
  },
  "delete": {
    "confirmed": true,
    "method": "POST",
    "path": "catalog/retired",
    "body": { "products": ["{id:number}"] }
  }
}
`
