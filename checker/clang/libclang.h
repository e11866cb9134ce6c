/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * libclang's C API, loaded with dlopen() so that a unit which is skipped never
 * pays for it (and so that what needs no parse runs without it).
 *
 * Which library: the one that PAGECK_LIBCLANG names (a file, or a version), else the
 * newest from LIBCLANG_NEWEST down to LIBCLANG_OLDEST that is installed where Debian and
 * others put it. The headers that this is built with may be another version's: of what
 * is used here, these versions have changed neither a number nor a structure.
 *
 * After libclang_load() returned true, code writes plain clang_foo(...) calls.
 * A function used for the first time needs a row in both lists below; without
 * the second the program doesn't link, without the first it doesn't compile. What is no
 * longer called has to go: tests/cli/libclang.sh looks.
 */
#ifndef PAGECK_LIBCLANG_H
#define PAGECK_LIBCLANG_H

#include <stdbool.h>
#include <stdint.h>

#if !__has_include(<clang-c/Index.h>)
#error "no clang-c/Index.h: install libclang-19-dev (17 to 22 will do), or make LLVM_INCLUDE=DIR"
#endif
#include <clang-c/Index.h>

/* What the tests have been run with. */
#define LIBCLANG_OLDEST	17
#define LIBCLANG_NEWEST	22

/* False when no library can be loaded; front_missing() says why. Cheap when loaded. */
bool libclang_load(void);
/* Directory of the library's own headers (stddef.h, arm_neon.h), or NULL. */
const char *libclang_headers(void);

/*
 * clang_getSpellingLocation(), which before libclang 19 is clang_getExpansionLocation() for
 * what a macro's body says.
 */
void libclang_spelling(CXTranslationUnit tu, CXSourceLocation loc, CXFile *file, unsigned *line,
		       unsigned *col, unsigned *offset);
/* The top bit of clang's encoding of a location, in .int_data, says "inside a macro". */
#define LOC_IS_MACRO	0x80000000u

/* clang-format off */
#define LIBCLANG_FUNCTIONS(X) \
	X(createIndex) X(Cursor_Evaluate) X(Cursor_getArgument) \
	X(Cursor_getNumArguments) X(Cursor_getOffsetOfField) X(Cursor_getStorageClass) \
	X(Cursor_getVarDeclInitializer) X(Cursor_isAnonymous) \
	X(Cursor_isAnonymousRecordDecl) X(Cursor_isBitField) \
	X(Cursor_isFunctionInlined) X(Cursor_isNull) X(disposeDiagnostic) \
	X(disposeIndex) X(disposeSourceRangeList) X(disposeString) X(disposeTokens) \
	X(disposeTranslationUnit) X(equalCursors) X(equalLocations) X(equalTypes) \
	X(EvalResult_dispose) X(EvalResult_getAsLongLong) X(EvalResult_getAsUnsigned) \
	X(EvalResult_getKind) X(EvalResult_isUnsignedInt) X(File_isEqual) \
	X(File_tryGetRealPathName) X(getArgType) X(getArrayElementType) X(getArraySize) \
	X(getCanonicalCursor) X(getCanonicalType) X(getClangVersion) X(getCString) \
	X(getCursor) X(getCursorBinaryOperatorKind) X(getCursorDefinition) \
	X(getCursorExtent) X(getCursorKind) X(getCursorLocation) \
	X(getCursorPrettyPrinted) X(getCursorReferenced) X(getCursorSemanticParent) \
	X(getCursorSpelling) X(getCursorType) X(getCursorUnaryOperatorKind) \
	X(getDiagnostic) X(getDiagnosticLocation) X(getDiagnosticSeverity) \
	X(getDiagnosticSpelling) X(getEnumConstantDeclValue) X(getEnumDeclIntegerType) \
	X(getExpansionLocation) X(getFieldDeclBitWidth) X(getFile) X(getFileContents) \
	X(getFileName) X(getInclusions) X(getLocation) X(getNullCursor) X(getNullLocation) \
	X(getNumArgTypes) X(getNumDiagnostics) X(getPointeeType) X(getRangeEnd) \
	X(getRangeStart) X(getResultType) X(getSkippedRanges) X(getSpellingLocation) \
	X(getToken) X(getTokenLocation) X(getTranslationUnitCursor) \
	X(getTypeDeclaration) X(getTypeSpelling) X(getUnqualifiedType) X(hashCursor) \
	X(isConstQualifiedType) X(isCursorDefinition) X(isFunctionTypeVariadic) \
	X(isInvalid) X(isPreprocessing) X(isReference) X(parseTranslationUnit2) \
	X(saveTranslationUnit) X(Type_getSizeOf) X(Type_visitFields) X(visitChildren)

/* Before the aliases: here clang_foo still is the declaration in Index.h. */
#define LIBCLANG_MEMBER(name) __typeof__(clang_##name) *name;
struct libclang {
	LIBCLANG_FUNCTIONS(LIBCLANG_MEMBER)
};
#undef LIBCLANG_MEMBER

extern struct libclang libclang;

#define clang_createIndex libclang.createIndex
#define clang_Cursor_Evaluate libclang.Cursor_Evaluate
#define clang_Cursor_getArgument libclang.Cursor_getArgument
#define clang_Cursor_getNumArguments libclang.Cursor_getNumArguments
#define clang_Cursor_getOffsetOfField libclang.Cursor_getOffsetOfField
#define clang_Cursor_getStorageClass libclang.Cursor_getStorageClass
#define clang_Cursor_getVarDeclInitializer libclang.Cursor_getVarDeclInitializer
#define clang_Cursor_isAnonymous libclang.Cursor_isAnonymous
#define clang_Cursor_isAnonymousRecordDecl libclang.Cursor_isAnonymousRecordDecl
#define clang_Cursor_isBitField libclang.Cursor_isBitField
#define clang_Cursor_isFunctionInlined libclang.Cursor_isFunctionInlined
#define clang_Cursor_isNull libclang.Cursor_isNull
#define clang_disposeDiagnostic libclang.disposeDiagnostic
#define clang_disposeIndex libclang.disposeIndex
#define clang_disposeSourceRangeList libclang.disposeSourceRangeList
#define clang_disposeString libclang.disposeString
#define clang_disposeTokens libclang.disposeTokens
#define clang_disposeTranslationUnit libclang.disposeTranslationUnit
#define clang_equalCursors libclang.equalCursors
#define clang_equalLocations libclang.equalLocations
#define clang_equalTypes libclang.equalTypes
#define clang_EvalResult_dispose libclang.EvalResult_dispose
#define clang_EvalResult_getAsLongLong libclang.EvalResult_getAsLongLong
#define clang_EvalResult_getAsUnsigned libclang.EvalResult_getAsUnsigned
#define clang_EvalResult_getKind libclang.EvalResult_getKind
#define clang_EvalResult_isUnsignedInt libclang.EvalResult_isUnsignedInt
#define clang_File_isEqual libclang.File_isEqual
#define clang_File_tryGetRealPathName libclang.File_tryGetRealPathName
#define clang_getArgType libclang.getArgType
#define clang_getArrayElementType libclang.getArrayElementType
#define clang_getArraySize libclang.getArraySize
#define clang_getCanonicalCursor libclang.getCanonicalCursor
#define clang_getCanonicalType libclang.getCanonicalType
#define clang_getClangVersion libclang.getClangVersion
#define clang_getCString libclang.getCString
#define clang_getCursor libclang.getCursor
#define clang_getCursorBinaryOperatorKind libclang.getCursorBinaryOperatorKind
#define clang_getCursorDefinition libclang.getCursorDefinition
#define clang_getCursorExtent libclang.getCursorExtent
#define clang_getCursorKind libclang.getCursorKind
#define clang_getCursorLocation libclang.getCursorLocation
#define clang_getCursorPrettyPrinted libclang.getCursorPrettyPrinted
#define clang_getCursorReferenced libclang.getCursorReferenced
#define clang_getCursorSemanticParent libclang.getCursorSemanticParent
#define clang_getCursorSpelling libclang.getCursorSpelling
#define clang_getCursorType libclang.getCursorType
#define clang_getCursorUnaryOperatorKind libclang.getCursorUnaryOperatorKind
#define clang_getDiagnostic libclang.getDiagnostic
#define clang_getDiagnosticLocation libclang.getDiagnosticLocation
#define clang_getDiagnosticSeverity libclang.getDiagnosticSeverity
#define clang_getDiagnosticSpelling libclang.getDiagnosticSpelling
#define clang_getEnumConstantDeclValue libclang.getEnumConstantDeclValue
#define clang_getEnumDeclIntegerType libclang.getEnumDeclIntegerType
#define clang_getExpansionLocation libclang.getExpansionLocation
#define clang_getFieldDeclBitWidth libclang.getFieldDeclBitWidth
#define clang_getFile libclang.getFile
#define clang_getFileContents libclang.getFileContents
#define clang_getFileName libclang.getFileName
#define clang_getInclusions libclang.getInclusions
#define clang_getLocation libclang.getLocation
#define clang_getNullCursor libclang.getNullCursor
#define clang_getNullLocation libclang.getNullLocation
#define clang_getNumArgTypes libclang.getNumArgTypes
#define clang_getNumDiagnostics libclang.getNumDiagnostics
#define clang_getPointeeType libclang.getPointeeType
#define clang_getRangeEnd libclang.getRangeEnd
#define clang_getRangeStart libclang.getRangeStart
#define clang_getResultType libclang.getResultType
#define clang_getSkippedRanges libclang.getSkippedRanges
#define clang_getSpellingLocation libclang.getSpellingLocation
#define clang_getToken libclang.getToken
#define clang_getTokenLocation libclang.getTokenLocation
#define clang_getTranslationUnitCursor libclang.getTranslationUnitCursor
#define clang_getTypeDeclaration libclang.getTypeDeclaration
#define clang_getTypeSpelling libclang.getTypeSpelling
#define clang_getUnqualifiedType libclang.getUnqualifiedType
#define clang_hashCursor libclang.hashCursor
#define clang_isConstQualifiedType libclang.isConstQualifiedType
#define clang_isCursorDefinition libclang.isCursorDefinition
#define clang_isFunctionTypeVariadic libclang.isFunctionTypeVariadic
#define clang_isInvalid libclang.isInvalid
#define clang_isPreprocessing libclang.isPreprocessing
#define clang_isReference libclang.isReference
#define clang_parseTranslationUnit2 libclang.parseTranslationUnit2
#define clang_saveTranslationUnit libclang.saveTranslationUnit
#define clang_Type_getSizeOf libclang.Type_getSizeOf
#define clang_Type_visitFields libclang.Type_visitFields
#define clang_visitChildren libclang.visitChildren
/* clang-format on */

#endif
