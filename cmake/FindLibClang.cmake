# libclang's C API: header and library directly, because find_package(Clang) breaks where only the -dev package is there.
# 19 is what both Debian 12 and 13 have; anything from 17 on has the operator kinds that the lowering needs.
find_path(LibClang_INCLUDE_DIR clang-c/Index.h
  PATHS /usr/lib/llvm-19/include /usr/lib/llvm-20/include /usr/lib/llvm-18/include /usr/lib/llvm-17/include NO_DEFAULT_PATH)
find_path(LibClang_INCLUDE_DIR clang-c/Index.h)
get_filename_component(_root "${LibClang_INCLUDE_DIR}" DIRECTORY)
find_library(LibClang_LIBRARY NAMES clang libclang-19.so.1 PATHS ${_root}/lib NO_DEFAULT_PATH)
find_library(LibClang_LIBRARY NAMES clang)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibClang REQUIRED_VARS LibClang_LIBRARY LibClang_INCLUDE_DIR)
if(LibClang_FOUND AND NOT TARGET LibClang::LibClang)
  add_library(LibClang::LibClang UNKNOWN IMPORTED)
  set_target_properties(LibClang::LibClang PROPERTIES
    IMPORTED_LOCATION "${LibClang_LIBRARY}" INTERFACE_SYSTEM_INCLUDE_DIRECTORIES "${LibClang_INCLUDE_DIR}"
    INTERFACE_INCLUDE_DIRECTORIES "${LibClang_INCLUDE_DIR}")
endif()
