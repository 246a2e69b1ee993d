// Generated from the contract by server/scripts/generate-contract-types.ts. Change the contract, not this file.

export interface paths {
    "/internal/developer/request-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Say whether calls are kept, and how many for how long */
        get: operations["getRequestLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Switch the log on or off
         * @description Holds everywhere within 5 seconds. What was kept stays until it is old.
         */
        patch: operations["switchRequestLog"];
        trace?: never;
    };
    "/internal/developer/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The last calls of the API, the newest first
         * @description Calls of programs and those tried in the reference. They are in the list within a second.
         */
        get: operations["listRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/developer/requests/{callId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                callId: string;
            };
            cookie?: never;
        };
        /** A call with its bodies, without secrets */
        get: operations["getRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/developer/reference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every public call and webhook event, as the contract has them */
        get: operations["getReference"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Error: {
            /** @description Stable, for programs. */
            reason: string;
            /** @description A sentence for people. */
            message: string;
            requestId: string;
            /** Format: date-time */
            timestamp: string;
        };
        RequestLog: {
            enabled: boolean;
            keptSeconds: number;
            /** @description The newest so many are kept. */
            keptCalls: number;
            /** @description Longer bodies are cut. */
            keptBodyCharacters: number;
            /** @description Calls that this server did not keep since it started, since they came too fast. */
            skipped: number;
        };
        LoggedCall: {
            id: string;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            version: "v1" | "v2" | "v3" | "parley";
            method: string;
            /** @description With the query; values of secrets are removed. */
            path: string;
            operation: string;
            status: number;
            failed: boolean;
            /** @description The reason code of a refusal. */
            reason: string | null;
            durationMs: number;
            token: {
                id: string;
                name: string;
            } | null;
            /** @description Who tried it in the reference. */
            person: {
                id: string;
                name: string;
            } | null;
            address: string;
            requestId: string;
            idempotencyKey: string | null;
        };
        LoggedCallPage: {
            calls: components["schemas"]["LoggedCall"][];
            nextCursor: string | null;
        };
        WholeLoggedCall: components["schemas"]["LoggedCall"] & {
            requestHeaders: {
                [key: string]: string;
            };
            requestBody: string | null;
            answerHeaders: {
                [key: string]: string;
            };
            answerBody: string | null;
        };
        Reference: {
            /** @description Without a slash at the end. */
            baseUrl: string;
            documents: components["schemas"]["ReferenceDocument"][];
        };
        ReferenceDocument: {
            /** @enum {string} */
            name: "wati-v1-v2" | "wati-v3" | "wati-webhooks" | "parley";
            title: string;
            description: string;
            operations: components["schemas"]["ReferenceOperation"][];
            events: components["schemas"]["ReferenceEvent"][];
            /** @description JSON schemas by name, as `#/components/schemas/...` names them. */
            schemas: {
                [key: string]: components["schemas"]["ReferenceSchema"];
            };
        };
        ReferenceSchema: {
            [key: string]: unknown;
        };
        ReferenceOperation: {
            id: string;
            /** @enum {string} */
            version: "v1" | "v2" | "v3" | "parley";
            /** @enum {string} */
            method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
            /** @description Parameters in braces, without the tenant segment. */
            path: string;
            tag: string;
            summary: string;
            description: string;
            /** @description Any one is enough; none takes every token. */
            scopes: string[];
            notes: {
                name: string;
                text: string;
            }[];
            parameters: components["schemas"]["ReferenceParameter"][];
            body: components["schemas"]["ReferenceBody"] | null;
            responses: {
                status: string;
                description: string;
                contents: components["schemas"]["ReferenceContent"][];
            }[];
        };
        ReferenceParameter: {
            name: string;
            /** @enum {string} */
            in: "path" | "query" | "header";
            required: boolean;
            description: string;
            schema: components["schemas"]["ReferenceSchema"];
        };
        ReferenceBody: {
            required: boolean;
            contents: components["schemas"]["ReferenceContent"][];
        };
        ReferenceContent: {
            type: string;
            schema: components["schemas"]["ReferenceSchema"];
            examples: {
                name: string;
                value: unknown;
            }[];
        };
        ReferenceEvent: {
            name: string;
            summary: string;
            description: string;
            content: components["schemas"]["ReferenceContent"];
        };
    };
    responses: {
        /** @description The input is not valid; nothing was changed. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Nobody is signed in. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The roles do not allow it, or the CSRF header is absent. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description There is no such thing in this workspace. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The thing is not in a state that allows it; nothing was changed. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getRequestLog: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The log. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestLog"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
        };
    };
    switchRequestLog: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    enabled: boolean;
                };
            };
        };
        responses: {
            /** @description The log. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestLog"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
        };
    };
    listRequests: {
        parameters: {
            query?: {
                /** @description 2 for 2xx, 4 for 4xx, 5 for 5xx. */
                status?: number;
                /** @description By the status, or by what a body of status 200 says. */
                failed?: boolean;
                operation?: string;
                tokenId?: string;
                /** @description A part of the path or its query, in any case. */
                path?: string;
                requestId?: string;
                from?: string;
                to?: string;
                /** @description Only calls newer than the one with this id. */
                after?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoggedCallPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
        };
    };
    getRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                callId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WholeLoggedCall"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
        };
    };
    getReference: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The reference; compressed where the browser takes it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reference"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description The server was never built; the message says what to do. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
}
